"""argmax and argmin give int64 indices of the first extreme, along axis 0 unless told; they have no gradient."""

x = tf.constant([[3.0, 9.0, 9.0], [7.0, 1.0, 2.0]])
with tf.Session() as sess:
    for z in (tf.argmax(x), tf.argmax(x, 1), tf.argmax(x, axis=-1), tf.argmin(x, 0), tf.argmin(x, axis=1),
              tf.arg_max(x, 1), tf.arg_min(x, 1), tf.argmax(x, dimension=1), tf.argmax(x, 1, output_type=tf.int32),
              tf.argmax([1, 5, 2], 0), tf.argmax(x, 1, name="best")):
        print(z, sess.run(z).tolist())
    print(tf.gradients(tf.cast(tf.argmax(x, 1), tf.float32), x))
    right = tf.equal(tf.argmax(x, 1), tf.constant([1, 2], tf.int64))
    print(sess.run(tf.reduce_mean(tf.cast(right, tf.float32))))
    try:
        sess.run(tf.argmax(x, 5))
    except (ValueError, tf.errors.InvalidArgumentError) as error:
        print(type(error).__name__, "must be in the range [-2, 2)" in str(error) or str(error).splitlines()[0])
