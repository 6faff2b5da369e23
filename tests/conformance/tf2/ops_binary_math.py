"""The functions of two tensors broadcast and follow Python's rules for division and remainder."""
a, b = tf.constant([7.0, -7.0, 7.0, -7.0]), tf.constant([2.0, 2.0, -2.0, -2.0])
for name in ("add", "subtract", "multiply", "divide", "floordiv", "floormod", "mod", "pow", "maximum", "minimum", "atan2",
             "squared_difference", "divide_no_nan", "truediv", "xdivy"):
    print(name, [round(v, 4) for v in getattr(tf.math, name)(a, b).numpy().tolist()])
i, j = tf.constant([7, -7]), tf.constant([2, 2])
print(i // j, i % j, i / j, tf.math.floordiv(i, j))
print(tf.pow(2, 10), tf.constant(2) ** 3, 2.0 ** tf.constant(3.0), -tf.constant(1), abs(tf.constant(-1.5)))
print(tf.math.divide_no_nan(1.0, 0.0).numpy(), tf.divide(7, 2), tf.multiply(2, 3, name="named"), tf.add(1, 2, name="named"))
print(tf.add_n([tf.constant([1.0]), tf.constant([2.0]), tf.constant([3.0])]))
print(tf.constant([[1], [2]]) + tf.constant([10, 20]), tf.constant(6) & 3, tf.constant(6) | 3, tf.constant(6) ^ 3, ~tf.constant(6))
try:
    print(tf.constant(1) // 0)
except tf.errors.InvalidArgumentError as error:
    print(type(error).__name__, "Integer division by zero" in str(error))
