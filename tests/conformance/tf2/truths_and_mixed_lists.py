"""Eager code takes True as a number of some dtypes only, and a list of several kinds goes by its first value even where a dtype is given."""

def told(call):
    try:
        value = call()
        return value.dtype.name if hasattr(value, "dtype") else value
    except (TypeError, ValueError, tf.errors.InvalidArgumentError) as error:
        return f"{type(error).__name__} {str(error).splitlines()[0][:60]}"

values = {"True": True, "[True, False]": [True, False], "[1, True]": [1, True], "[True, 1]": [True, 1], "[1.0, 1j]": [1.0, 1j], "[1j, 1.0]": [1j, 1.0],
          "[1, 1j]": [1, 1j]}
for dtype in (tf.uint8, tf.int16, tf.uint32, tf.int32, tf.int64, tf.float16, tf.float32, tf.float64, tf.complex64, tf.bool, tf.string):
    for name, value in values.items():
        print(dtype.name, name, "|", told(lambda: tf.constant(value, dtype)), "|", told(lambda: tf.function(lambda: tf.constant(value, dtype))()))
    if dtype not in (tf.bool, tf.string):
        one = tf.constant(1, dtype)
        print([told(call) for call in (lambda: one + True, lambda: True + one, lambda: one * True, lambda: tf.add(one, True), lambda: one == True, lambda: tf.Variable(one).assign(True),
                                       lambda: tf.where([True], [one], True), lambda: tf.stack([one, True]), lambda: tf.convert_to_tensor(True, dtype))])
print(told(lambda: tf.ones([1], tf.string)), told(lambda: tf.ones_like(1, tf.string)), told(lambda: tf.zeros([1], tf.string)))
