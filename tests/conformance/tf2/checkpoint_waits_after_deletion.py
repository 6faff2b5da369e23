"""Restoring after a module's variable was deleted keeps the value waiting, and the variable made anew there receives it."""
import os
import tempfile

m = tf.Module()
m.v, m.w = tf.Variable(5.0), tf.Variable(6.0)
checkpoint = tf.train.Checkpoint(m=m)
path = checkpoint.save(os.path.join(tempfile.mkdtemp(), "ck"))
del m.v
m.w.assign(0.0)
checkpoint.restore(path)
print("w:", m.w.numpy(), "v:", hasattr(m, "v"))
m.v = tf.Variable(-1.0, name="made_anew")
print("v:", m.v.numpy())
