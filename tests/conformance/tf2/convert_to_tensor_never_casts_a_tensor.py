"""convert_to_tensor with a dtype converts Python values but never casts a tensor: a different dtype is a ValueError."""
import numpy as np

print(tf.convert_to_tensor([1, 2], dtype=tf.float32))
print(tf.convert_to_tensor(np.array([1.5, 2.5])).dtype, tf.convert_to_tensor(np.array([1.5]), dtype=tf.float32).dtype)
print(tf.convert_to_tensor([1, 2], dtype_hint=tf.float64).dtype, tf.convert_to_tensor([1.5], dtype_hint=tf.int32).dtype)
t = tf.constant([1, 2])
print(tf.convert_to_tensor(t) is t)
for label, value, dtype in (("tensor", t, tf.float32), ("float to int", 1.5, tf.int32), ("text to int", "a", tf.int32),
                            ("variable", tf.Variable(1.0), tf.int32), ("none", None, tf.float32)):
    try:
        print(tf.convert_to_tensor(value, dtype=dtype))
    except (ValueError, TypeError) as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0])
