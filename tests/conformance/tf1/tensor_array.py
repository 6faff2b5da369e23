"""A TensorArray is written, read, stacked, concatenated and unstacked; each write gives the next array."""

with tf.Session() as sess:
    ta = tf.TensorArray(tf.float32, size=3, clear_after_read=False)
    for i in range(3):
        ta = ta.write(i, tf.constant([1.0, 2.0]) * i)
    print(ta.stack().dtype.name, ta.stack().shape, sess.run(ta.stack()).tolist(), sess.run(ta.read(1)).tolist(), sess.run(ta.size()), ta.dtype.name)
    print(sess.run(ta.concat()).tolist(), sess.run(ta.gather([2, 0])).tolist())
    filled = tf.TensorArray(tf.int32, size=0, dynamic_size=True).unstack([10, 20, 30])
    print(sess.run(filled.stack()).tolist())
    def body(i, array):
        return i + 1, array.write(i, i * i)
    _, squares = tf.while_loop(lambda i, array: i < 5, body, [0, tf.TensorArray(tf.int32, 1, dynamic_size=True)])
    print(sess.run(squares.stack()).tolist())
    x = tf.constant(2.0)
    grown = tf.TensorArray(tf.float32, size=2).write(0, x * 3.0).write(1, x * x).stack()
    print(sess.run(grown).tolist(), sess.run(tf.gradients(grown, x)[0]))
    for bad in (lambda: tf.TensorArray(tf.float32, size=1).write(0, 1), lambda: sess.run(tf.TensorArray(tf.float32, size=1).write(3, 1.0).stack())):
        try:
            bad()
            print("accepted")
        except (ValueError, TypeError, tf.errors.OpError) as error:
            print(type(error).__name__)
