"""An iterator over a tensor holds the tensor, one over a variable holds only the value it read; elements hold neither."""
import gc
import weakref

gc.disable()
t = tf.constant([[1.0], [2.0]]) + 0.0
watch, iterator = weakref.ref(t), iter(t)
del t
print("held by the iterator:", watch() is not None)
first = next(iterator)
del iterator
print("after del of the iterator:", watch() is not None, first.numpy())
v = tf.Variable([1.0, 2.0])
watch, iterator = weakref.ref(v), iter(v)
del v
print("variable held by its iterator:", watch() is not None)
elements = list(iterator)
del iterator
print("elements hold the variable:", watch() is not None, [e.numpy().item() for e in elements])
