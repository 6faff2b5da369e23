"""A symbolic tensor that leaked holds the graph of its trace, as the function does."""
import gc
import weakref

leaked = []


@tf.function
def f(x):
    y = x + 1.0
    leaked.append(y)
    return y


f(tf.constant(1.0))
graph = weakref.ref(leaked[0].graph)
del f
gc.collect()
print("graph alive by the leaked tensor:", graph() is not None)
leaked.clear()
gc.collect()
print("after clear:", graph() is not None)
