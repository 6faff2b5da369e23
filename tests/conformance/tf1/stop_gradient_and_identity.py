"""stop_gradient passes the value and no gradient; identity passes both; a gradient through both paths counts one."""

x = tf.constant(3.0, name="x")
y = tf.stop_gradient(x * x)
with tf.Session() as sess:
    print(y, sess.run(y), tf.gradients(y, x), sess.run(tf.gradients(y * x, x)[0]), sess.run(tf.gradients(tf.identity(x) * x, x)[0]))
    print(tf.identity(x, name="same"), tf.identity([1, 2]).shape, sess.run(tf.gradients(x * x, x, stop_gradients=[x])[0]))
    a = x * 2.0
    b = a + x
    print(sess.run(tf.gradients(b * a, [x, a], stop_gradients=[a])))
    print(tf.gradients(tf.constant(1.0), x, unconnected_gradients=tf.UnconnectedGradients.ZERO)[0].shape,
          sess.run(tf.gradients(tf.constant(1.0), x, unconnected_gradients="zero")))
    print([sess.run(g) for g in tf.hessians(x ** 3, x)], sess.run(tf.gradients(tf.gradients(x ** 3, x), x)[0]))
