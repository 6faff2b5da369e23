"""tf.Print passes its input on and writes to standard error; tf.print is an operation that writes there when run."""

x = tf.constant([1.0, 2.0], name="x")
y = tf.Print(x, [x, tf.reduce_sum(x)], message="x is ", first_n=2, summarize=3)
op = tf.print("values", x, tf.shape(x))
print(y.name, y.shape, y.dtype.name, type(op).__name__)
with tf.control_dependencies([op]):
    z = tf.identity(x)
with tf.Session() as sess:
    print(sess.run(y).tolist(), sess.run(op), sess.run(z).tolist(), sess.run(tf.gradients(y, x)[0]).tolist())
