"""An assignment made in a branch or a body runs there and only there, once per choice or turn."""

flag = tf.placeholder(tf.bool, [], name="flag")
v = tf.Variable(0.0, name="v")
w = tf.get_variable("w", [], initializer=tf.zeros_initializer())
chosen = tf.cond(flag, lambda: tf.group(v.assign_add(1.0)), lambda: tf.group(w.assign_add(1.0)))
nested = tf.cond(flag, lambda: tf.cond(v > 2.0, lambda: v.assign(0.0), lambda: v.assign_add(10.0)), lambda: tf.identity(w))
print(nested.dtype.base_dtype.name, nested.shape)
history = tf.Variable([0.0, 0.0, 0.0], name="history")

def body(i):
    with tf.control_dependencies([tf.scatter_update(history, [i], [tf.cast(i, tf.float32) * 2.0])]):
        return i + 1

loop = tf.while_loop(lambda i: i < 3, body, [tf.constant(0)], parallel_iterations=1)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for choice in (True, True, False):
        sess.run(chosen, {flag: choice})
    print(sess.run([v, w]))
    print(float(sess.run(nested, {flag: True})), float(sess.run(nested, {flag: True})), float(sess.run(nested, {flag: False})), sess.run(v))
    print(sess.run(loop), sess.run(history).tolist())
