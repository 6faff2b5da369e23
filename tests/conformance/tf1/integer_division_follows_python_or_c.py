"""floordiv and mod round to minus infinity, truncatediv and truncatemod to zero; / of integers is float64.

tf.div of integers rounds to minus infinity as Python 2 did."""

a = tf.constant([7, -7, 7, -7])
b = tf.constant([2, 2, -2, -2])
with tf.Session() as sess:
    for z in (tf.floordiv(a, b), a // b, tf.div(a, b), tf.mod(a, b), a % b, tf.floormod(a, b), tf.truncatediv(a, b),
              tf.truncatemod(a, b), a / b, tf.truediv(a, b), tf.divide(a, b)):
        print(z.name, z.dtype.name, sess.run(z).tolist())
    print(sess.run(tf.constant(7.5) // 2.0), sess.run(tf.constant(-7.5) % 2.0))
    try:
        sess.run(tf.constant(1) // tf.constant(0))
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__, "Integer division by zero" in str(error))
    print(sess.run(tf.constant(1.0) / 0.0), sess.run(tf.div_no_nan(1.0, 0.0)))
