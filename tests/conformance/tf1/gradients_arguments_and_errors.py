"""tf.gradients takes one or several ys and xs, weights of the same shape, and refuses what is not a tensor of the graph."""

x = tf.constant([1.0, 2.0], name="x")
w = tf.Variable(3.0, name="w")
y, z = x * w, tf.reduce_sum(x * x)
print([None if g is None else g.shape for g in tf.gradients(y, [x, w])], len(tf.gradients([y, z], x)), type(tf.gradients(y, x)).__name__)
with tf.Session() as sess:
    sess.run(w.initializer)
    print(sess.run(tf.gradients([y, z], x))[0].tolist(), sess.run(tf.gradients(y, w, grad_ys=tf.constant([10.0, 100.0])))[0])
    print(sess.run(tf.gradients([y, z], x, grad_ys=[None, 5.0]))[0].tolist(), sess.run(tf.gradients(y, w.value()))[0], tf.gradients(y, tf.identity(x)))
    print(sess.run(tf.gradients(x, x))[0].tolist(), tf.gradients(x, w), sess.run(tf.gradients(w * w, w))[0])
for bad in (lambda: tf.gradients(y, "x"), lambda: tf.gradients(y, x, grad_ys=[[1.0], [2.0]]), lambda: tf.gradients(y, x, grad_ys=[1.0, 2.0, 3.0]),
            lambda: tf.gradients(y, 3.0), lambda: tf.gradients(tf.constant(1), tf.constant(2))):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__)
