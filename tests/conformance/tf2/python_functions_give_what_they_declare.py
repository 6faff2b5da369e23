"""py_function takes arrays and tensors as results; fewer than declared, or of other dtypes, are refused in each mode."""
import numpy as np

x = tf.constant([1.0, 2.0])


def known(error):
    lines = str(error).splitlines()
    return next(line[max(line.find(start), 0):].split(" [Op:")[0] for line in lines
                for start in ("pyfunc_", "ValueError: ", "TypeError: ") if start in line)


def attempt(function, declared):
    for call in (lambda: tf.py_function(function, [x], declared),
                 tf.function(lambda: tf.py_function(function, [x], declared))):
        try:
            print(call())
        except tf.errors.InvalidArgumentError as error:
            print(type(error).__name__, known(error))


attempt(lambda x: np.array([1.0, 2.0]), tf.float32)
attempt(lambda x: np.zeros([2, 2]), [tf.float64])
attempt(lambda x: x * 2, tf.float32)
attempt(lambda x: [x, x], [tf.float32])
attempt(lambda x: None, tf.float32)
attempt(lambda x: [], [tf.float32])
attempt(lambda x: x, [tf.float32, tf.float32])
attempt(lambda x: [None], tf.float32)
attempt(lambda x: "text", tf.float32)
