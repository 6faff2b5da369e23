"""A trace that calls py_function holds the Python function.

Surprising: real TensorFlow goes on holding it after the trace is gone; that is a leak, and not printed here.
"""
import gc
import weakref


class Callback:
    def __call__(self, x):
        return x + 1


callback = Callback()
watch = weakref.ref(callback)


def make():
    inner = callback
    return tf.function(lambda x: tf.py_function(inner, [x], tf.int32))


f = make()
print(f(tf.constant(1)).numpy())
del callback
gc.collect()
print("alive:", watch() is not None, f(tf.constant(2)).numpy())
