"""Tensors of different dtypes do not mix, not even in ==: the op raises InvalidArgumentError; a Python number adapts instead."""
i, f, d = tf.constant(1), tf.constant(2.0), tf.constant(3.0, tf.float64)
for label, op in (("int + float", lambda: i + f), ("float * double", lambda: f * d), ("int == float", lambda: i == f),
                  ("int < double", lambda: i < d), ("int + 1.5", lambda: i + 1.5)):
    try:
        print(label, op())
    except (tf.errors.InvalidArgumentError, TypeError) as error:
        print(label, type(error).__name__, str(error).splitlines()[0])
print((f + 1).numpy(), (d * 2).dtype, (2 - f).numpy(), (1 + d).dtype.name)
print(tf.cast(i, tf.float32) + f)
