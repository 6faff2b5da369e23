"""copy.copy of a variable is that very variable, and a shallow copy of its container holds it too."""
import copy
import gc
import weakref

gc.disable()
v = tf.Variable(1.0)
print("copy is the variable:", copy.copy(v) is v)
holder = [v]
second = copy.copy(holder)
watch = weakref.ref(v)
del v, holder
print("alive in the copied list:", watch() is not None)
second.clear()
print("alive after clear:", watch() is not None)
