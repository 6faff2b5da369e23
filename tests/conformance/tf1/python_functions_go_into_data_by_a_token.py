"""A Python function is a token in a GraphDef, and an imported node calls it as long as another graph still holds it."""
import gc, tempfile, weakref
class AddOne:
    def __call__(self, x): return x + 1
f = AddOne(); held = weakref.ref(f); folder = tempfile.mkdtemp()
x = tf.placeholder(tf.float32, [2], name="x"); y = tf.py_func(f, [x], tf.float32, name="y")
z = tf.py_func(lambda a, b: (a, b), [x, x], [tf.float32, tf.float32], stateful=False, name="z"); n = tf.py_func(lambda: None, [], [], name="n")
data = tf.get_default_graph().as_graph_def()
for node in data.node: print(node.name, node.op, list(node.input), sorted(node.attr), node.attr["token"].s)
print(y.op.get_attr("token"), y.op.get_attr("Tin"), y.op.get_attr("Tout"))
tf.train.export_meta_graph(folder + "/g.meta")
with tf.Graph().as_default() as g:
    tf.train.import_meta_graph(folder + "/g.meta")
    print([(op.name, op.type) for op in g.get_operations()])
    with tf.Session() as sess: print(sess.run(["y:0", "z:1"], {"x:0": [1., 2.]}))
del f, x, y, z, n, node, sess
gc.collect(); print(held() is None)
tf.reset_default_graph(); gc.collect(); print(held() is None)
def err(sess):
    try: print(sess.run("y:0", {"x:0": [1., 2.]}))
    except tf.errors.InvalidArgumentError as e: print([line for line in str(e).splitlines() if line.startswith("ValueError")][0])
err(tf.Session(graph=g))
with tf.Graph().as_default() as h: tf.import_graph_def(tf.GraphDef.FromString(data.SerializeToString()), name=""); err(tf.Session())
