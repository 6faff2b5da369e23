"""A CheckpointManager numbers its checkpoints, keeps the last max_to_keep and deletes the older files."""
import os
import tempfile

folder, v = tempfile.mkdtemp(), tf.Variable(0)
checkpoint = tf.train.Checkpoint(v=v)
manager = tf.train.CheckpointManager(checkpoint, folder, max_to_keep=2)
print(manager.latest_checkpoint, manager.checkpoints)
for i in range(4):
    v.assign(i)
    manager.save()
print([os.path.basename(p) for p in manager.checkpoints], os.path.basename(manager.latest_checkpoint))
print(os.path.basename(tf.train.latest_checkpoint(folder)), checkpoint.save_counter.numpy())
v.assign(-1)
checkpoint.restore(manager.latest_checkpoint)
print(v.numpy())
again = tf.train.CheckpointManager(tf.train.Checkpoint(v=v), folder, max_to_keep=2)
print([os.path.basename(p) for p in again.checkpoints], again.restore_or_initialize() == again.latest_checkpoint)
gone = tf.train.Checkpoint(v=tf.Variable(0))
try:
    gone.restore(os.path.join(folder, "ckpt-1"))
except tf.errors.NotFoundError as error:
    print(type(error).__name__)
print(tf.train.latest_checkpoint(tempfile.mkdtemp()))
