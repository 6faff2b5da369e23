"""diag, diag_part, matrix_diag, matrix_diag_part, matrix_set_diag, trace and band_part: diagonals made, taken and summed."""

x = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
d = tf.constant([1.0, 2.0])
with tf.Session() as sess:
    for z in (tf.diag(d), tf.diag_part(x), tf.matrix_diag(d), tf.matrix_diag([[1, 2], [3, 4]]), tf.matrix_diag_part(x), tf.trace(x), tf.linalg.trace(x),
              tf.matrix_set_diag(x, [0.0, 0.0, 0.0]), tf.matrix_band_part(x, 0, -1), tf.matrix_band_part(x, -1, 0), tf.linalg.diag(d), tf.linalg.diag_part(x),
              tf.linalg.band_part(x, 1, 0), tf.diag(tf.eye(2))):
        print(z.dtype.name, z.shape, sess.run(z).tolist())
    for z in (tf.diag(d) * [[1.0, 2.0], [3.0, 4.0]], tf.matrix_diag(d) * 3.0):
        print(sess.run(tf.gradients(z, d)[0]).tolist())
    for z in (tf.diag_part(x), tf.matrix_diag_part(x) * 2.0, tf.trace(x), tf.matrix_band_part(x, 0, 0)):
        print(sess.run(tf.gradients(z, x)[0]).tolist())
