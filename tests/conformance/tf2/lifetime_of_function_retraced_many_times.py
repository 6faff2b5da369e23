"""A function that was traced for many Python values holds all its traces, and lets go of all when it goes."""
import gc
import weakref

gc.collect()
f = tf.function(lambda x, n: x * n)
watches = []
for n in range(20):
    watches.append(weakref.ref(f.get_concrete_function(tf.TensorSpec([], tf.float32), n)))
gc.collect()
print("traces:", f.experimental_get_tracing_count(), "alive:", sum(w() is not None for w in watches))
del f
gc.collect()
print("after del:", sum(w() is not None for w in watches))
