"""A loaded SavedModel owns its variables.

Surprising: a function taken from it goes on with their storage when it alone is kept, while the variables as objects are gone.
"""
import gc
import tempfile
import weakref

module = tf.Module()
module.v = tf.Variable(2.0)
module.f = tf.function(lambda x: x * module.v, input_signature=[tf.TensorSpec([], tf.float32)])
folder = tempfile.mkdtemp()
tf.saved_model.save(module, folder)
loaded = tf.saved_model.load(folder)
watches = {"loaded": weakref.ref(loaded), "v": weakref.ref(loaded.v)}
print(loaded.f(tf.constant(4.0)).numpy())
f = loaded.f
del loaded
gc.collect()
print("function kept:", {k: w() is not None for k, w in watches.items()})
print(f(tf.constant(5.0)).numpy())
del f
gc.collect()
print("nothing kept:", {k: w() is not None for k, w in watches.items()})
