"""cast changes the dtype, truncating floats toward zero; to_float and friends are casts; a cast to bool is not zero."""

x = tf.constant([-1.7, 0.0, 2.9], name="x")
with tf.Session() as sess:
    for z in (tf.cast(x, tf.int32), tf.cast(x, "int64"), tf.cast(x, dtype=tf.bool), tf.to_float([1, 2]), tf.to_double([1]), tf.to_int32(x), tf.to_int64(x),
              tf.cast([True, False], tf.float32), tf.cast(x, tf.float64), tf.cast(x, tf.float32), tf.saturate_cast([300.0, -5.0], tf.uint8),
              tf.cast([3], tf.uint8, name="bytes"), tf.cast(2, float), tf.bitcast([1.0], tf.int32), tf.cast([1 + 2j], tf.float32)):
        print(z, sess.run(z).tolist())
    print(sess.run(tf.gradients(tf.cast(x, tf.float64), x)[0]).tolist(), tf.gradients(tf.cast(x, tf.int32), x), tf.cast(x, tf.float32) is x)
