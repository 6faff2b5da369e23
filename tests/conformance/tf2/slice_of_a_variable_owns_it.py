"""Surprising: the tensor that v[i] gives keeps the variable alive, as it carries an assign that writes into that variable."""
import gc
import weakref

gc.disable()
v = tf.Variable([1.0, 2.0])
part = v[:1]
watch = weakref.ref(v)
print("has assign:", hasattr(part, "assign"), "a plain tensor has:", hasattr(part + 0.0, "assign"), tf.is_tensor(part))
del v
print("alive through the slice:", watch() is not None)
part.assign([7.0])
print("written:", watch().numpy().tolist(), "slice still:", part.numpy().tolist())
del part
print("alive without it:", watch() is not None)
copied = tf.Variable([3.0, 4.0])
watch, copied = weakref.ref(copied), tf.identity(copied[:1])
print("alive through a copy of the slice:", watch() is not None)
