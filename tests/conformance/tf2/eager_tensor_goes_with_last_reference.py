"""An eager tensor, like a variable, goes with its last reference."""
import gc
import weakref

gc.disable()
a = tf.constant([1.0, 2.0])
b = a * 2.0
watches = weakref.ref(a), weakref.ref(b)
del a
print("alive after del a:", [w() is not None for w in watches])
kept = {"b": b}
del b
print("in a dict:", [w() is not None for w in watches])
kept.clear()
print("after clear:", [w() is not None for w in watches])
