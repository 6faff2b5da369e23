"""tf.constant takes dtype, shape and name, keeps NumPy dtypes, and its value is found while building."""
import numpy as np

for value, kwargs in ((1, {}), (1.5, {}), (True, {}), ("a", {}), (b"a", {}), ([1, 2], {}), (np.array([1.0]), {}), (np.float32(1), {}), (np.arange(3), {}), (1, {"dtype": tf.float32}),
                      (3, {"shape": [2]}), ([[1], [2]], {"dtype": "float64"}), (1 + 1j, {}), ([], {}), (np.array(["x", "yz"]), {}), (2 ** 40, {})):
    c = tf.constant(value, **kwargs)
    print(c.dtype.name, c.shape, c.name, tf.get_static_value(c))
print(tf.get_static_value(tf.placeholder(tf.float32)), tf.constant(1, verify_shape=False).shape)
for bad in (lambda: tf.constant([1, 0], tf.bool), lambda: tf.constant([1, 2], shape=[1]), lambda: tf.constant([1.0], shape=[2], verify_shape=True),
            lambda: tf.constant(tf.constant(1)), lambda: tf.constant({})):
    try:
        print(bad())
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__ + ":", str(error).splitlines()[0][:90].split("<")[0])
