"""Remaking a variable under the name of a lost one gives a new variable with its own initial value, nothing inherited."""
import gc
import weakref

gc.disable()
w = tf.Variable(1.0, name="w")
w.assign(100.0)
watch = weakref.ref(w)
del w
again = tf.Variable(1.0, name="w")
print("old alive:", watch() is not None, "new:", again.name, again.numpy())
