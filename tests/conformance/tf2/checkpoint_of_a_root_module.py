"""Checkpoint(root) saves a module's own paths without a prefix, and more objects beside it by keyword."""
import os
import tempfile

m = tf.Module()
m.w, m.layers = tf.Variable(1.0), [tf.Variable(2.0)]
path = tf.train.Checkpoint(m, step=tf.Variable(7)).write(os.path.join(tempfile.mkdtemp(), "root"))
print([name for name, _ in tf.train.list_variables(path)])
n = tf.Module()
n.w, n.layers = tf.Variable(0.0), [tf.Variable(0.0)]
step = tf.Variable(0)
tf.train.Checkpoint(n, step=step).read(path).assert_consumed()
print(n.w.numpy(), n.layers[0].numpy(), step.numpy())
