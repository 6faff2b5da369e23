"""A concrete function lives with the function that made it or by its own name; its graph goes with it."""
import gc
import weakref

gc.collect()
gc.disable()
f = tf.function(lambda x: x * 2.0)
c = f.get_concrete_function(tf.TensorSpec([], tf.float32))
watches = {"concrete": weakref.ref(c), "graph": weakref.ref(c.graph)}
del c
print("function holds it:", {k: w() is not None for k, w in watches.items()})
del f
gc.collect()
print("without the function:", {k: w() is not None for k, w in watches.items()})
f = tf.function(lambda x: x * 3.0)
c = f.get_concrete_function(tf.TensorSpec([], tf.float32))
watches = {"function": weakref.ref(f), "concrete": weakref.ref(c)}
del f
gc.collect()
print("by its own name:", {k: w() is not None for k, w in watches.items()}, c(tf.constant(2.0)).numpy())
