"""A CheckpointManager that goes by steps saves none twice, not even where the interval is not looked at."""
import tempfile; d = tempfile.mkdtemp()
step = tf.Variable(0); m = tf.train.CheckpointManager(tf.train.Checkpoint(step=step), d, 3, step_counter=step, checkpoint_interval=10)
def save(**kwargs): path = m.save(**kwargs); print(path and path.replace(d, "D"))
for now in (0, 0, 9, 10, 12): step.assign(now); save(); save(check_interval=False)
save(checkpoint_number=5); print([path.replace(d, "D") for path in m.checkpoints])
m = tf.train.CheckpointManager(tf.train.Checkpoint(step=step), d, 3, step_counter=step, checkpoint_interval=10); print(m.restore_or_initialize().replace(d, "D")); save(check_interval=False); step.assign_add(1); save(check_interval=False)
