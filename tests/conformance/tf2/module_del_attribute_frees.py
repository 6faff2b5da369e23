"""del of a module's attribute, or putting another variable there, frees the variable at once."""
import gc
import weakref

gc.disable()
m = tf.Module()
m.v, m.w = tf.Variable(1.0, name="v"), tf.Variable(2.0, name="w")
watches = [weakref.ref(m.v), weakref.ref(m.w)]
del m.v
print("after del:", [w() is not None for w in watches], [v.name for v in m.variables])
m.w = tf.Variable(3.0, name="other")
print("after another variable:", [w() is not None for w in watches], [v.name for v in m.variables])
try:
    m.v
except AttributeError as error:
    print(type(error).__name__ + ":", error)
