"""reduce_all, reduce_any and count_nonzero reduce what is not a float."""

b = tf.constant([[True, False, True], [True, True, True]])
with tf.Session() as sess:
    for z in (tf.reduce_all(b), tf.reduce_all(b, 1), tf.reduce_any(b, 0), tf.reduce_any(b, axis=1, keep_dims=True),
              tf.reduce_all(b, axis=[0], keepdims=True), tf.count_nonzero(b), tf.count_nonzero([[0, 1], [2, 3]], axis=1),
              tf.count_nonzero([[0.0, 1.5]], axis=1, keep_dims=True), tf.count_nonzero([1, 0], dtype=tf.int32)):
        print(z.dtype.name, z.shape, sess.run(z).tolist())
try:
    tf.reduce_all([1, 0])
except (TypeError, ValueError) as error:
    print(type(error).__name__)
