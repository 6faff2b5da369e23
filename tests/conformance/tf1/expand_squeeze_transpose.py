"""expand_dims, squeeze and transpose move axes, statically known where the shape is; each has a gradient."""

x = tf.constant([[[1.0], [2.0], [3.0]]], name="x")
with tf.Session() as sess:
    print(x.shape, tf.expand_dims(x, 0), tf.expand_dims(x, -1).shape, tf.expand_dims(x, axis=1).shape, tf.expand_dims(x, dim=2).shape)
    print(tf.squeeze(x), tf.squeeze(x, [0]).shape, tf.squeeze(x, axis=-1).shape, tf.squeeze(x, squeeze_dims=[2]).shape)
    print(tf.transpose(x).shape, tf.transpose(x, [1, 0, 2]).shape, tf.transpose(x, perm=[2, 1, 0]), sess.run(tf.transpose(tf.squeeze(x))).tolist())
    m = tf.constant([[1, 2, 3], [4, 5, 6]])
    print(sess.run(tf.transpose(m)).tolist(), tf.matrix_transpose(tf.zeros([5, 2, 3])).shape, sess.run(tf.matrix_transpose(m)).tolist())
    for z in (tf.expand_dims(x, 0), tf.squeeze(x), tf.transpose(x)):
        print(sess.run(tf.gradients(z * z, x)[0]).ravel().tolist())
    print(tf.transpose(tf.placeholder(tf.float32, [None, 3])).shape, tf.squeeze(tf.placeholder(tf.float32, [None, 1])).shape,
          tf.squeeze(tf.placeholder(tf.float32, [None, 1]), 1).shape, tf.transpose(tf.placeholder(tf.float32)).shape)
for bad in (lambda: tf.squeeze(x, [1]), lambda: tf.expand_dims(x, 5), lambda: tf.transpose(x, [0, 1]), lambda: tf.transpose(x, [0, 0, 1])):
    try:
        bad()
    except ValueError as error:
        print("ValueError:", str(error).split(" for '")[0])
