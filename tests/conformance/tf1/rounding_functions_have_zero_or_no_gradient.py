"""Rounding is to even for halves; floor, ceil, sign and round stop the gradient, with None, zeros or an error as recorded."""

x = tf.constant([-2.5, -1.5, -0.5, 0.0, 0.5, 1.5, 2.4])
with tf.Session() as sess:
    for function in (tf.round, tf.rint, tf.floor, tf.ceil, tf.sign, tf.math.floor, tf.math.ceil, tf.math.round):
        z = function(x)
        gradient = tf.gradients(z, x)[0]
        print(z.name, z.op.type, (sess.run(z) + 0.0).tolist(), None if gradient is None else sess.run(gradient).tolist())
    print(sess.run(tf.sign(tf.constant([-3, 0, 4]))).tolist(), sess.run(tf.round(tf.constant([-3, 4]))).tolist())
    for function in (tf.is_nan, tf.is_inf, tf.is_finite):
        print(sess.run(function(tf.constant([1.0, float("nan"), float("inf")]))).tolist(), function(x).dtype.name)
