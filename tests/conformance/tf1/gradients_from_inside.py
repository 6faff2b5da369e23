"""tf.gradients can be called in a branch or a body, for what is outside."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", ([l for l in str(e).split("\n") if l.strip()] or [""])[0][:200])


x = tf.Variable(3.0)
p = tf.placeholder(tf.bool, [])
r = tf.cond(p, lambda: tf.gradients(x * x, x)[0], lambda: tf.gradients(5.0 * x, x)[0])
w = tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a + tf.gradients(x * x * a, x)[0]), [0, 1.0])[1]
m = tf.map_fn(lambda t: tf.gradients(x * t * t, t)[0], tf.constant([1.0, 2.0]))
c = tf.gradients(tf.cond(p, lambda: x * 2.0, lambda: tf.constant(1.0)), x)[0]
l = tf.gradients(tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a * x), [0, 1.0])[1], x)[0]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([r, c], {p: True}), sess.run([r, c], {p: False}), sess.run([w, m, l]))
