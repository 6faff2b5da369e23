"""A constant initializer has the dtype of its values where the caller names none."""
import numpy as np

for value in (1, 0.5, [1, 2], True, np.arange(2.0), np.float32(1), np.int64(3)):
    print(repr(value), tf.constant_initializer(value)([2]))
start = tf.constant_initializer(3)
print(start.get_config(), start([1], dtype=tf.float64), start.value, tf.constant_initializer()([1]))
print(tf.constant_initializer([1, 2, 3, 4])([2, 2]), tf.keras.initializers.Constant(3)([1]))
print(tf.zeros_initializer()([1]), tf.compat.v1.constant_initializer(3)([1]))
