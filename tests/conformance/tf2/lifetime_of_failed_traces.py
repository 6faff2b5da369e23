"""A trace that fails keeps nothing once its exception is gone: not the graph, not the arguments, not the variables it read."""
import gc
import weakref

v = tf.Variable(1.0)
watch, graphs = weakref.ref(v), []


@tf.function
def f(x):
    graphs.append(weakref.ref(x.graph))
    y = x + v
    raise ValueError("on purpose")


try:
    f(tf.constant(1.0))
except ValueError:
    pass
del v
gc.collect()
print("variable:", watch() is not None, "graph:", graphs[0]() is not None)
