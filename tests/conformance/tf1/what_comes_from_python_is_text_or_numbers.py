"""What is fed as text, or given by a Python function, is text or numbers; what such a function raises is unknown."""

import numpy as np

sess = tf.Session()
text = tf.placeholder(tf.string, name="text")
passed = tf.identity(text)


class Odd:
    """What no tensor can hold."""


def show(make):
    try:
        print(repr(make()))
    except (tf.errors.OpError, TypeError) as error:
        words = [line for line in str(error).split("\n") if "rror: " in line or "bject type" in line or "fn" in line]
        print(type(error).__name__, words[:1])


for value in (["a", b"b"], [1, "a"], None, ["a", None], [["a"], 1], [b"a", 2.5], np.array([1, 2]), np.bytes_(b"r"), Odd()):
    show(lambda: sess.run(passed, {text: value}))
for value, dtype in (({}, tf.float32), (Odd(), tf.float32), (["a", None], tf.string), (set(), tf.int32), (b"x", tf.string)):
    show(lambda: sess.run(tf.py_func(lambda: value, [], dtype)))


def raising(error):
    def function(*arguments):
        raise error

    return function


for error in (ValueError("v"), KeyError("k"), StopIteration("s"), NotImplementedError("n"), ZeroDivisionError("z"),
              tf.errors.OutOfRangeError(None, None, "end"), tf.errors.InvalidArgumentError(None, None, "wrong")):
    for make in (tf.py_func, tf.py_function, tf.numpy_function):
        show(lambda: sess.run(make(raising(error), [], tf.float32)))
keys = {passed.ref(): 1, tf.Variable(1.0, name="v").ref(): 2}
print(keys[passed.ref()], list(keys)[0].deref() is passed, list(keys)[1], passed.ref() == text.ref())
