"""cumsum and cumprod run along an axis, exclusive or reversed, with gradients."""

x = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
with tf.Session() as sess:
    for z in (tf.cumsum(x), tf.cumsum(x, axis=1), tf.cumsum(x, 1, exclusive=True), tf.cumsum(x, 1, reverse=True),
              tf.cumsum(x, 1, True, True), tf.cumprod(x, axis=1), tf.cumprod(x, 0, exclusive=True), tf.cumprod(x, 1, reverse=True),
              tf.math.cumsum(x, -1)):
        print(z.name, sess.run(z).tolist(), sess.run(tf.gradients(z[:, 1], x)[0]).round(4).tolist())
