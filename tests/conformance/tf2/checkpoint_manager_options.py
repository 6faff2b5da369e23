"""A manager takes checkpoint_name, keep counts, a step counter and an init function; save takes a checkpoint_number."""
import os
import tempfile

folder = tempfile.mkdtemp()
v, step = tf.Variable(1.0), tf.Variable(0)
manager = tf.train.CheckpointManager(tf.train.Checkpoint(v=v), folder, max_to_keep=None, checkpoint_name="model", step_counter=step, checkpoint_interval=2,
                                     init_fn=lambda: print("initialised"))
print(manager.restore_or_initialize())
for i in range(5):
    path = manager.save()
    print(i, path if path is None else os.path.basename(path))
    step.assign_add(1)
print([os.path.basename(p) for p in manager.checkpoints], os.path.basename(manager.directory) == os.path.basename(folder), manager.checkpoint_interval)
other = tf.train.CheckpointManager(tf.train.Checkpoint(v=v), tempfile.mkdtemp(), max_to_keep=3)
print(os.path.basename(other.save(checkpoint_number=40)), os.path.basename(other.save(checkpoint_number=tf.constant(7))), [os.path.basename(p) for p in other.checkpoints])
