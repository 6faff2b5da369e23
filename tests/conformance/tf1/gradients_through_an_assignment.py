"""Gradients go through a cond whose branch assigns to a variable."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", ([l for l in str(e).split("\n") if l.strip()] or [""])[0][:200])


v = tf.Variable(2.0)
w = tf.Variable(5.0)
p = tf.placeholder(tf.bool, [])


def branch():
    with tf.control_dependencies([tf.assign(w, 7.0)]):
        return v * v


r = tf.cond(p, branch, lambda: v + 0.0)
d = tf.gradients(r, v)[0]
r2 = tf.cond(p, lambda: tf.assign(w, v * 3.0), lambda: v * 1.0)
print(tf.gradients(r2, v)[0] is not None)
r3 = tf.cond(p, lambda: tf.assign_add(w, 1.0) * v, lambda: v * 1.0)
d3 = tf.gradients(r3, v)[0]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([r, d], {p: True}), sess.run(w), sess.run([r, d], {p: False}))
    print(sess.run(d3, {p: True}), sess.run(w))
