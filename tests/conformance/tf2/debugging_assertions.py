"""tf.debugging assertions pass silently or raise InvalidArgumentError with the message given."""
d = tf.debugging
print(d.assert_equal([1, 2], [1, 2]), d.assert_less(1, 2), d.assert_positive([1.0]), d.assert_shapes([(tf.ones([2, 3]), ("n", 3))]))
for label, use in (("equal", lambda: d.assert_equal([1, 2], [1, 3], message="differ")), ("less", lambda: d.assert_less(3, 2)), ("greater", lambda: d.assert_greater(1, 2, message="small")),
                   ("rank", lambda: d.assert_rank([1], 2)), ("type", lambda: d.assert_type(1, tf.float32)), ("all_finite", lambda: d.check_numerics(float("nan"), "not a number")),
                   ("assert", lambda: tf.Assert(False, [tf.constant(7)]))):
    try:
        print(label, use())
    except Exception as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0].split("}} ")[-1][:90])
