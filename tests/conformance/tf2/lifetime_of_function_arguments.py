"""A tf.function keeps no tensor, array, list or module that it was called with; Python values and captured tensors it does keep."""
import gc
import weakref

import numpy as np

gc.collect()


class Thing:
    pass


@tf.function
def f(*arguments):
    return tf.constant(1)


t, a, m, o = tf.constant([1.0]), np.ones(2), tf.Module(), Thing()
m.v = tf.Variable(1.0)
watches = {"tensor": weakref.ref(t), "array": weakref.ref(a), "module": weakref.ref(m), "variable": weakref.ref(m.v), "object": weakref.ref(o)}
f(t, a, m, o, [t, {"k": t}])
del t, a, m, o
gc.collect()
print({k: w() is not None for k, w in watches.items()})


def capturing():
    captured = tf.constant([1.0, 2.0]) * 2.0
    g = tf.function(lambda x: x + captured)
    g(tf.constant(1.0))
    return g, weakref.ref(captured)


g, watch = capturing()
gc.collect()
print("captured tensor:", watch() is not None, g(tf.constant(1.0)).numpy())
del g
gc.collect()
print("after del of the function:", watch() is not None)
