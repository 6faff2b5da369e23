"""A variable reached by two paths is saved once, under the first; of two separate variables at those paths only one is restored."""
import os
import tempfile

v = tf.Variable(5.0)
path = tf.train.Checkpoint(a=v, b=v).save(os.path.join(tempfile.mkdtemp(), "ck"))
print([name for name, _ in tf.train.list_variables(path)])
a, b = tf.Variable(0.0), tf.Variable(0.0)
tf.train.Checkpoint(a=a, b=b).restore(path)
print(sorted([a.numpy().item(), b.numpy().item()]))
shared = tf.Variable(0.0)
tf.train.Checkpoint(a=shared, b=shared).restore(path)
print(shared.numpy())
