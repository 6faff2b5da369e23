"""Comparison and logical functions give bool tensors, broadcast, and have no gradient."""

a = tf.constant([[1, 2, 3]])
b = tf.constant([[2], [3]])
with tf.Session() as sess:
    for z in (tf.equal(a, b), tf.not_equal(a, b), tf.less(a, b), tf.less_equal(a, b), tf.greater(a, b),
              tf.greater_equal(a, b), a > b, a < b, a >= b, a <= b):
        print(z, sess.run(z).tolist())
    p, q = tf.constant([True, True, False]), tf.constant([True, False, False])
    for z in (tf.logical_and(p, q), tf.logical_or(p, q), tf.logical_not(p), tf.logical_xor(p, q), p & q, p | q, ~p, p ^ q):
        print(z, sess.run(z).tolist())
    print(sess.run(tf.equal(tf.constant(["a", "b"]), "a")).tolist())
    x = tf.constant([1.0, 2.0])
    print(tf.gradients(tf.cast(x > 1.0, tf.float32), x))
for bad in (lambda: tf.logical_and(a, b), lambda: tf.equal(a, tf.constant(1.0)), lambda: tf.less(p, q)):
    try:
        bad()
    except (TypeError, ValueError) as error:
        print(type(error).__name__ + ":", str(error).splitlines()[0][:60])
