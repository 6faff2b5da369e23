"""Restoring from nothing, from another dtype, or with fewer or more objects: what raises, what is silent, what a status tells."""
import os
import tempfile

folder = tempfile.mkdtemp()
path = tf.train.Checkpoint(v=tf.Variable(1.5), w=tf.Variable([1, 2])).save(os.path.join(folder, "c"))
v = tf.Variable(0, dtype=tf.int32)
try:
    tf.train.Checkpoint(v=v).restore(path)
    print("dtype:", v.numpy())
except Exception as error:
    print("dtype:", type(error).__name__)
empty = tf.train.Checkpoint(v=tf.Variable(3.0))
status = empty.restore(None)
print("None:", type(status).__name__, empty.v.numpy())
try:
    status.assert_existing_objects_matched()
except AssertionError as error:
    print(type(error).__name__ + ":", str(error).splitlines()[0][:60])
print(tf.train.latest_checkpoint(os.path.join(folder, "nowhere")), os.path.basename(tf.train.latest_checkpoint(folder)))
for label, use in (("list", lambda: tf.train.list_variables(os.path.join(folder, "none"))), ("load", lambda: tf.train.load_variable(path, "zzz")), ("reader", lambda: tf.train.load_checkpoint(os.path.join(folder, "none")))):
    try:
        print(label, use())
    except Exception as error:
        print(label, type(error).__name__)
fewer = tf.train.Checkpoint(w=tf.Variable([0, 0]))
fewer.restore(path).expect_partial()
print(fewer.w.numpy())
