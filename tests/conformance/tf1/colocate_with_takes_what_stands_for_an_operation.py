"""colocate_with takes operations, variables and whatever becomes a tensor, and None only where it ignores the others."""

v = tf.get_variable("v", [1], initializer=tf.ones_initializer(), use_resource=False)
r = tf.get_variable("r", [1], initializer=tf.ones_initializer(), use_resource=True)
x = tf.placeholder(tf.float32, [None], name="x")
p = tf.placeholder(tf.bool, [], name="p")
with tf.Graph().as_default():
    other = tf.constant(1.0, name="other")


def show(op, ignore_existing=False):
    try:
        with tf.colocate_with(op, ignore_existing=ignore_existing):
            print(tf.constant(1.0, name="k").op.colocation_groups())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


for op in (3, "x", None, tf.IndexedSlices(x, x), v, v.op, r, r.op, x, other):
    show(op)
show(3.5, True)


def branch():
    for op in (v, r, x):
        show(op)
    return x + 1.0


tf.cond(p, branch, lambda: x)

# --- a group that is no name of an operation stays as it is ---

part = tf.GraphDef()
part.node.extend(node for node in tf.get_default_graph().as_graph_def().node if node.name == "x")
part.node[0].attr["_class"].list.s.append(b"anywhere")
with tf.Graph().as_default() as graph:
    tf.import_graph_def(part, name="p")
    print([node.attr["_class"].list.s[:] for node in graph.as_graph_def().node])
