"""reshape keeps the number of elements, infers one -1, and refuses misfits while building or running.

Two unknown dimensions are let through while building."""

x = tf.range(6, name="x")
with tf.Session() as sess:
    print(tf.reshape(x, [2, 3]), sess.run(tf.reshape(x, [2, -1])).tolist(), sess.run(tf.reshape(x, (-1,))).tolist())
    print(sess.run(tf.reshape(tf.constant([5]), [])), sess.run(tf.reshape(x, shape=tf.constant([3, 2]))).tolist())
    f = tf.cast(x, tf.float32)
    print(sess.run(tf.gradients(tf.reshape(f, [3, 2])[0] * 2.0, f)[0]).tolist())
    p = tf.placeholder(tf.float32, [None])
    try:
        sess.run(tf.reshape(p, [2, 2]), {p: [1, 2, 3]})
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__, "Input to reshape is a tensor with 3 values, but the requested shape has 4" in str(error))
for bad in ([4], [-1, -1], [4, -1]):
    try:
        print(tf.reshape(x, bad).shape)
    except ValueError as error:
        print("ValueError:", str(error).split(" for '")[0])
