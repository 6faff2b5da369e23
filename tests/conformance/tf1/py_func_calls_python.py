"""py_func calls a Python function with NumPy arrays on every run; dtypes are checked and the shape is unknown."""
import numpy as np

calls = []

def double(x):
    calls.append(type(x).__name__)
    return (x * 2).astype(np.float32)

x = tf.placeholder(tf.float32, [2], name="x")
y = tf.py_func(double, [x], tf.float32)
a, b = tf.py_func(lambda x: (x + 1, x.sum()), [x], [tf.float32, tf.float32], stateful=False)
none = tf.py_func(lambda: calls.append("none"), [], [])
print(y, a.shape, y.op.type, none.type if hasattr(none, "type") else none)
y.set_shape([2])
print(y.shape, tf.gradients(y, x))
with tf.Session() as sess:
    print(sess.run(y, {x: [1, 2]}).tolist(), [v.tolist() for v in sess.run([a, b], {x: [1, 2]})], calls)
    words = tf.py_func(lambda s: s.decode().upper() if isinstance(s, bytes) else s, [tf.constant("abc")], tf.string)
    print(sess.run(words))
    wrong = tf.py_func(lambda: np.float64(1.0), [], tf.float32)
    try:
        sess.run(wrong)
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__)
    def fails():
        raise ValueError("no good")
    try:
        sess.run(tf.py_func(fails, [], tf.float32))
    except Exception as error:
        print(type(error).__name__, "ValueError: no good" in str(error))
