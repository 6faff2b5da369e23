"""Restoring into a variable of another shape is a ValueError and leaves its value."""
import os
import tempfile

path = tf.train.Checkpoint(v=tf.Variable([1.0, 2.0])).save(os.path.join(tempfile.mkdtemp(), "ck"))
v = tf.Variable([0.0, 0.0, 0.0])
try:
    tf.train.Checkpoint(v=v).restore(path)
except ValueError as error:
    print(type(error).__name__ + ":", str(error).splitlines()[0])
print(v.numpy().tolist())
