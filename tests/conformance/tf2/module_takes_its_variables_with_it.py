"""When a module dies its variables die, except those that something else holds; the tuple m.variables is such a holder."""
import gc
import weakref

gc.disable()
m = tf.Module()
m.a, m.b, m.c = tf.Variable(1.0), tf.Variable(2.0), [tf.Variable(3.0)]
watches = [weakref.ref(v) for v in (m.a, m.b, m.c[0])]
kept = m.b
del m
print("a name kept b:", [w() is not None for w in watches])
del kept
print("after del of the name:", [w() is not None for w in watches])
m = tf.Module()
m.v = tf.Variable(1.0)
watch, variables = weakref.ref(m.v), m.variables
del m
print("held by the tuple:", watch() is not None)
del variables
print("without the tuple:", watch() is not None)
