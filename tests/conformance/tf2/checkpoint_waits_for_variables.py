"""A restored value whose variable does not exist yet waits, and is given to the variable when it is made at that path."""
import os
import tempfile

path = tf.train.Checkpoint(net=tf.train.Checkpoint(v=tf.Variable(5.0), w=tf.Variable(6.0))).save(
    os.path.join(tempfile.mkdtemp(), "ck"))
net = tf.Module()
status = tf.train.Checkpoint(net=net).restore(path)
net.v = tf.Variable(0.0)
print("after creation:", net.v.numpy())
net.v.assign(1.0)
net.other = tf.Variable(0.0)
print("another path:", net.other.numpy(), "kept:", net.v.numpy())
try:
    status.assert_consumed()
except AssertionError as error:
    print(type(error).__name__)
