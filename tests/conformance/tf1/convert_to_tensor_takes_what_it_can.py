"""convert_to_tensor takes numbers, lists, arrays, variables and tensors, and refuses what has no dtype."""
import numpy as np

v = tf.Variable(1.0, name="v")
t = tf.constant(1.0)
print(tf.convert_to_tensor(t) is t, tf.convert_to_tensor(v), tf.convert_to_tensor(v).dtype)
for value in (3, 2.5, True, "text", [1, 2], (1.0, 2), np.array([1, 2], np.int16), np.float64(1.5), [[1, 2], [3, 4]], [t, 2.0], [np.float32(1), 2], b"x",
              1j, [True, False], np.arange(3)):
    print(tf.convert_to_tensor(value))
print(tf.convert_to_tensor([1, 2], dtype=tf.float32), tf.convert_to_tensor(1, preferred_dtype=tf.float64), tf.convert_to_tensor(5, name="five"))
for bad in (None, object, {"a": 1}, [1, [2]], [1, "a"]):
    try:
        tf.convert_to_tensor(bad)
        print("accepted")
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", str(error).splitlines()[0].split("<")[0][:90])
for value, dtype in ((1.5, tf.int32), ("a", tf.float32), (t, tf.int32)):
    try:
        tf.convert_to_tensor(value, dtype)
        print("accepted")
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__ + ":", str(error).splitlines()[0][:110])
