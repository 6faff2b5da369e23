"""Gradients pass through cond, while_loop, case and map; a branch not chosen gives zeros."""

x = tf.placeholder(tf.float32, [], name="x")
y = tf.cond(x > 0.0, lambda: x * x, lambda: 3.0 * x)
_, z = tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a * x), [tf.constant(0), tf.constant(1.0)])
c = tf.case([(x > 10.0, lambda: 5.0 * x), (x > 1.0, lambda: x ** 3)], default=lambda: -x)
m = tf.reduce_sum(tf.map_fn(lambda e: e * e * x, tf.constant([1.0, 2.0, 3.0])))
s = tf.scan(lambda a, e: a + e * x, tf.constant([1.0, 2.0, 3.0]))
grads = [tf.gradients(t, x)[0] for t in (y, z, c, m, s)]
with tf.Session() as sess:
    for value in (2.0, -1.0, 11.0):
        print(value, [sess.run(t, {x: value}).tolist() for t in (y, z, c, m, s)], [float(g) for g in sess.run(grads, {x: value})])
    w = tf.Variable(2.0, name="w")
    sess.run(w.initializer)
    g = tf.gradients(tf.cond(x > 0, lambda: w * x, lambda: tf.constant(1.0)), w)[0]
    print(sess.run(g, {x: 5.0}), sess.run(g, {x: -5.0}))
