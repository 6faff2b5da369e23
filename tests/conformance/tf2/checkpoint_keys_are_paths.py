"""A checkpoint's keys are attribute paths from its root, list positions and dict keys included; variable names do not appear."""
import os
import tempfile

m = tf.Module()
m.kernel = tf.Variable([1.0, 2.0], name="some_name")
m.layers = [tf.Variable(3.0), tf.Module()]
m.layers[1].bias = tf.Variable(4)
m.table = {"key": tf.Variable(5.0)}
path = tf.train.Checkpoint(model=m).save(os.path.join(tempfile.mkdtemp(), "ck"))
for name, shape in tf.train.list_variables(path):
    print(name, shape)
print(tf.train.load_variable(path, "model/kernel/.ATTRIBUTES/VARIABLE_VALUE"))
reader = tf.train.load_checkpoint(path)
print(reader.has_tensor("model/kernel/.ATTRIBUTES/VARIABLE_VALUE"), reader.has_tensor("some_name"))
