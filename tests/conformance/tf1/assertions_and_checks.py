"""tf.assert_* and tf.Assert are operations that fail when run; what is known while building fails while building."""

x = tf.placeholder(tf.float32, [None], name="x")
checks = [tf.assert_positive(x), tf.assert_less(x, 10.0, message="too big"), tf.assert_equal(tf.size(x), 2), tf.assert_non_negative(x),
          tf.assert_greater(x, 0.5), tf.Assert(tf.reduce_all(x < 100.0), [x, "sum", tf.reduce_sum(x)])]
with tf.control_dependencies(checks):
    y = tf.identity(x)
with tf.Session() as sess:
    print(sess.run(y, {x: [1, 2]}).tolist())
    for feed in ([-1, 2], [1, 20], [1, 2, 3]):
        try:
            sess.run(y, {x: feed})
        except tf.errors.InvalidArgumentError as error:
            print(type(error).__name__, "assertion failed" in str(error))
    try:
        sess.run(checks[1], {x: [1, 20]})
    except tf.errors.InvalidArgumentError as error:
        print("too big" in str(error))
print(tf.assert_rank(x, 1).type, tf.assert_type(x, tf.float32).type)
for bad in (lambda: tf.assert_positive(tf.constant([-1.0])), lambda: tf.assert_rank(x, 2), lambda: tf.assert_equal(tf.constant(1), tf.constant(2)),
            lambda: tf.assert_type(x, tf.int32), lambda: tf.Assert(x > 0, [x]), lambda: tf.assert_rank_at_least(x, 3), lambda: tf.assert_scalar(x)):
    try:
        bad()
        print("accepted")
    except (ValueError, TypeError, tf.errors.InvalidArgumentError) as error:
        print(type(error).__name__)
