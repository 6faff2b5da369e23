"""A random generator and its state go at once with the last reference; the global generator keeps its own until another is set."""
import gc
import weakref

gc.disable()
g = tf.random.Generator.from_seed(1)
g.normal([2])
watches = {"generator": weakref.ref(g), "state": weakref.ref(g.state)}
state = g.state
del g
print("state held by name:", {k: w() is not None for k, w in watches.items()})
del state
print("after del:", {k: w() is not None for k, w in watches.items()})
tf.random.set_global_generator(tf.random.Generator.from_seed(2))
watch = weakref.ref(tf.random.get_global_generator())
print("global:", watch() is not None)
tf.random.set_global_generator(tf.random.Generator.from_seed(3))
print("after another was set:", watch() is not None)
