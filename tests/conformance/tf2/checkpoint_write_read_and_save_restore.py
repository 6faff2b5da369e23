"""write and read leave out the save_counter that save and restore keep.

Surprising: restore of what write wrote makes a save_counter that got no value, so assert_consumed fails; read does not.
"""
import os
import tempfile


def says(check):
    try:
        check()
        return "fine"
    except AssertionError:
        return "AssertionError"


folder, v = tempfile.mkdtemp(), tf.Variable(1.0)
written = tf.train.Checkpoint(v=v).write(os.path.join(folder, "written"))
saver = tf.train.Checkpoint(v=v)
saved = saver.save(os.path.join(folder, "saved"))
print(os.path.basename(written), os.path.basename(saved), os.path.basename(saver.save(os.path.join(folder, "saved"))), saver.save_counter.numpy())
print([name for name, _ in tf.train.list_variables(written)])
print([name for name, _ in tf.train.list_variables(saved)])
for label, path in (("written", written), ("saved", saved)):
    print(label, "restore:", says(tf.train.Checkpoint(v=tf.Variable(0.0)).restore(path).assert_consumed),
          "read:", says(tf.train.Checkpoint(v=tf.Variable(0.0)).read(path).assert_consumed))
fresh = tf.train.Checkpoint(v=tf.Variable(0.0))
fresh.restore(saved)
print(fresh.save_counter.numpy(), os.path.basename(fresh.save(os.path.join(folder, "saved"))))
