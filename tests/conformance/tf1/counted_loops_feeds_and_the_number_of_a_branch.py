"""A limit of turns is a loop variable, a merge tells which branch was taken, and a branch goes on with what is fed in it."""


def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"


def names():
    return " ".join(f"{op.name}:{op.type}" for op in tf.get_default_graph().get_operations())


p = tf.placeholder(tf.bool, [], name="p")
chosen = tf.cond(p, lambda: tf.constant(1.0) * 2.0, lambda: tf.constant(3.0))
print([(out.name, out.dtype.name) for out in chosen.op.outputs], chosen.op.type)
with tf.Session() as sess:
    print([sess.run(["cond/Merge:0", "cond/Merge:1"], {p: value}) for value in (True, False)])

tf.reset_default_graph()
x = tf.placeholder_with_default(2.0, [], name="x")
c = tf.cond(x > 1.0, lambda: tf.identity(x * 3.0, name="inside") + tf.cond(x > 3.0, lambda: x, lambda: x - 1.0), lambda: x)
with tf.Session() as sess:
    print(sess.run(c), sess.run(c, {"cond/inside:0": 7.0}), sess.run(c, {x: 0.0}), sess.run(c, {x: 5.0}))
    print(sess.run(c, {"cond/cond/sub:0": 10.0}), sess.run(c, {"cond/inside:0": 1.0, x: 5.0}), sess.run(c))

tf.reset_default_graph()
counted = tf.while_loop(lambda x: x < 3.0, lambda x: x + 1.0, [0.0], maximum_iterations=2)
print(counted.name, names())
with tf.Session() as sess:
    print(sess.run(counted))
    print(first(lambda: sess.run(counted, {"while/add_1:0": 7.0})), first(lambda: sess.run(counted, {"while/add_1/y:0": 7.0})))

tf.reset_default_graph()
n, x = tf.placeholder(tf.int32, [], name="n"), tf.constant(2.0)
i, y = tf.while_loop(lambda i, v: v < 1e6, lambda i, v: (i + 1, v * x), (0, 1.0), maximum_iterations=n)
(slope,) = tf.gradients(y, x)
with tf.Session() as sess:
    print([sess.run([i, y, slope], {n: value}) for value in (0, 1, 4)])
print(tf.gradients(y, n))
for start in ([0, 1], (0, 1)):
    print(first(lambda: type(tf.while_loop(lambda a, b: a < 1, lambda a, b: (a, b), start, maximum_iterations=1)).__name__))
    print(first(lambda: type(tf.while_loop(lambda a, b: a < 1, lambda a, b: (a, b), start)).__name__))
print(first(lambda: tf.while_loop(lambda a: a < 1, lambda a: [a + 1], [0], maximum_iterations=1)))
print(first(lambda: tf.while_loop(lambda x: x < 3.0, lambda x: x + 1.0, [0.0], maximum_iterations=[1, 2])))
rows = tf.constant([1.0, 2.0, 3.0])
print(tf.foldl(lambda a, x: a + x, rows).name, tf.foldr(lambda a, x: a + x, rows).name)
print(tf.map_fn(lambda x: x * 2.0, rows).name, tf.scan(lambda a, x: a + x, rows).name)
v = tf.Variable([1.0, 2.0, 3.0])
print(tf.searchsorted(v, [1.5, 3.5]).name, tf.searchsorted([1, 2], [2], side="right").op.inputs[0].op.type)
print(tf.TensorArray(tf.float32, 2).write(0, v).write(1, v).concat().shape, tf.TensorArray(tf.float32, 2).write(0, v).stack().shape)
print(tf.get_default_graph().get_all_collection_keys())
