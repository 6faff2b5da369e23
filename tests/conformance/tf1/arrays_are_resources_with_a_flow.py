"""A TensorArray, map_fn, scan and the folds are put together from TensorFlow's own nodes: a handle, a flow, and ranges of places."""

x = tf.placeholder(tf.float32, [3], "x")
g = tf.get_default_graph()


def show(f, every=True):
    n = len(g.get_operations())
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e)[:150])
    for o in g.get_operations()[n:]:
        print(
            "  ",
            o.name,
            o.type,
            [i.name for i in o.inputs],
            [c.name for c in o.control_inputs],
            [(q.dtype.name, str(q.shape)) for q in o.outputs],
        )


show(lambda: tf.TensorArray(tf.float32, 3).write(0, 1.0).write(1, x[0]).read(1))
show(lambda: tf.TensorArray(tf.float32, 3, element_shape=[], name="mine").unstack(x).stack())
show(lambda: tf.TensorArray(tf.float32, 3).unstack(x).gather([0, 1]))
show(lambda: tf.TensorArray(tf.float32, tf.size(x)).scatter([0, 2], [1.0, 2.0]).stack())
show(lambda: tf.TensorArray(tf.float32, 3).split(x, [1, 1, 1]).concat())
show(lambda: tf.map_fn(lambda y: y * 2.0, x))
show(lambda: tf.scan(lambda a, y: a + y, x, reverse=True))
show(lambda: tf.foldl(lambda a, y: a + y, x))
show(lambda: tf.foldr(lambda a, y: a + y, x, initializer=0.0))
m = tf.map_fn(lambda y: y * y, x)
s = tf.scan(lambda a, y: a * y, x)
f = tf.foldr(lambda a, y: a - 2.0 * y, x)
t = tf.TensorArray(tf.float32, 3, clear_after_read=False).unstack(x)
got = [t.gather([0, 2, 0]), t.read(1), t.size(), t.handle.dtype, t.flow.dtype.name, t.dtype]
print(got)
d = [tf.gradients(y, x)[0] for y in (m, s, f, got[0], got[1], m * m)]
print([one.name for one in d])
with tf.Session() as sess:
    print(sess.run([m, s, f, got[:3], d], {x: [1.0, 2.0, 3.0]}))


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e)[:200])


err(lambda: tf.gradients(m, x, name="mine"))
err(lambda: tf.gradients(m, x, name="gradients_of_mine"))
err(lambda: tf.TensorArray(tf.float32, 3).write(0, [1.0, 2.0]).write(1, 1.0))
tf.logging.set_verbosity(tf.logging.FATAL)


def run(t):
    try:
        print(tf.Session().run(t, {x: [1.0, 2.0, 3.0]}))
    except Exception as e:
        print(type(e).__name__, [l for l in str(e).splitlines() if "TensorArray" in l and "node" not in l][:1])


run(tf.TensorArray(tf.float32, 2).unstack(x).stack())
run(tf.TensorArray(tf.float32, 2, dynamic_size=True).write(3, 1.0).write(0, 2.0).stack())
run(tf.TensorArray(tf.float32, 3).write(0, 1.0).write(0, 2.0).read(0))
run(tf.TensorArray(tf.int32, 3).write(0, 1.0).read(0))
with tf.Graph().as_default():
    (out,) = tf.import_graph_def(g.as_graph_def(), name="", return_elements=[m.name])
    with tf.Session() as sess:
        print(sess.run(out, {"x:0": [1.0, 2.0, 3.0]}))
