"""What begins, reads, writes or trains a variable is beside it, and colocate_with puts other operations there."""

v = tf.Variable([1.0, 2.0], name="v")
w = tf.get_variable("w", [2], initializer=tf.ones_initializer())
r = tf.get_variable("r", [2], initializer=tf.ones_initializer(), use_resource=True)
x = tf.placeholder(tf.float32, [None, 2], name="x")
loss = tf.reduce_mean(x * v + w + r)
train = tf.train.AdamOptimizer(0.1).minimize(loss, tf.train.get_or_create_global_step())
written = tf.assign_add(tf.assign(v, [3.0, 4.0], name="set"), [1.0, 1.0], name="more")
tf.cond(tf.constant(True), lambda: v * 1.0, lambda: w + x[0])
tf.while_loop(lambda i: i < 3, lambda i: i + 1, [0])
saver = tf.train.Saver()


def groups(node):
    return [group.decode() for group in node.attr["_class"].list.s] if "_class" in node.attr else "-"


for node in tf.get_default_graph().as_graph_def().node:
    shown = sorted(key for key in node.attr if key[0] != "_")
    print(node.name, node.op, groups(node), shown, node.device)

# --- blocks ---

with tf.device("/cpu:0"):
    there = tf.constant(1.0, name="there")
with tf.colocate_with(v):
    a = tf.constant(1.0, name="a")
    with tf.colocate_with(r), tf.device("/cpu:0"):
        b = tf.constant(1.0, name="b")
    with tf.colocate_with(there.op, ignore_existing=True):
        c = tf.constant(1.0, name="c")
    with tf.colocate_with(None, ignore_existing=True):
        d = tf.constant(1.0, name="d")
with tf.device("/gpu:7"), tf.colocate_with(there):
    e = tf.constant(1.0, name="e")
for tensor in (there, a, b, c, d, e, v.value(), v.read_value(), written):
    print(tensor.op.name, tensor.op.colocation_groups(), repr(tensor.device))

# --- in another graph, and where the other one is missing ---

data = tf.get_default_graph().as_graph_def()
part = tf.GraphDef()
part.node.extend(node for node in data.node if node.name in ("v", "v/read", "a", "w/Initializer/ones"))
with tf.Graph().as_default() as other:
    try:
        tf.import_graph_def(part)
    except ValueError as error:
        print(error)
    del part.node[-1]
    for node in part.node:
        print(node.name, groups(node))
