"""py_func and py_function refuse fewer results than declared; py_function takes more."""
import numpy as np

x = tf.constant([1.0, 2.0])


def attempt(function, declared, make=tf.py_function):
    with tf.Session() as sess:
        try:
            print(sess.run(make(function, [x], declared)))
        except tf.errors.InvalidArgumentError as error:
            print(next(line.strip() for line in str(error).splitlines() if "returns" in line))


attempt(lambda x: np.array([1.0, 2.0]), tf.float32)
attempt(lambda x: [x, x], [tf.float32])
attempt(lambda x: [x, x], tf.float32)
attempt(lambda x: None, [])
attempt(lambda x: None, tf.float32)
attempt(lambda x: [], [tf.float32])
attempt(lambda x: x, [tf.float32, tf.float32])
attempt(lambda x: None, tf.float32, tf.py_func)
attempt(lambda x: x, [tf.float32, tf.float32], tf.py_func)
attempt(lambda x: [x, x], [tf.float32], tf.py_func)
