"""tf.where chooses elementwise or lists the true places; boolean_mask keeps what is true. Both have gradients."""

x = tf.constant([[1.0, -2.0], [3.0, -4.0]])
y = tf.zeros([2, 2])
with tf.Session() as sess:
    z = tf.where(x > 0, x, y)
    print(z, sess.run(z).tolist(), sess.run(tf.gradients(z, x)[0]).tolist())
    print(tf.where(x > 0), sess.run(tf.where(x > 0)).tolist(), tf.where(x > 0).dtype.name)
    print(sess.run(tf.where([True, False], x, y)).tolist(), sess.run(tf.where(True, 1.0, 2.0)))
    m = tf.boolean_mask(x, x > 0)
    print(m.shape, sess.run(m).tolist(), sess.run(tf.boolean_mask(x, [False, True])).tolist(), sess.run(tf.boolean_mask([1, 2], [True, False])).tolist())
    print(sess.run(tf.convert_to_tensor(tf.gradients(m * 3.0, x)[0])).tolist())
for bad in (lambda: tf.where(x > 0, x), lambda: tf.where(x > 0, x, tf.zeros([3])), lambda: tf.boolean_mask(x, [True])):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", str(error).split(" for '")[0].splitlines()[0])
