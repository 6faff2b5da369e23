"""A checkpoint finds variables by the path of attributes, lists and maps, and says what did not match."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).replace(folder, '').splitlines() if line.strip()][0][:160]}"

import os
import tempfile

folder = tempfile.mkdtemp()


class Net(tf.Module):
    def __init__(self, value):
        super().__init__()
        self.layers = [tf.Variable([value]), tf.Variable([value + 1.0])]
        self.by_name = {"scale": tf.Variable(value * 10.0), "inner": {"deep": tf.Variable(value * 100.0)}}
        self.pair = (tf.Variable(value + 5.0), 3)


net, step = Net(1.0), tf.Variable(7, dtype=tf.int64)
checkpoint = tf.train.Checkpoint(net=net, step=step)
path = checkpoint.save(os.path.join(folder, "ck"))
print(os.path.basename(path), [name for name, _ in tf.train.list_variables(path)])
other = Net(0.0)
status = tf.train.Checkpoint(net=other, step=tf.Variable(0, dtype=tf.int64)).restore(path)
status.assert_consumed()
print([v.numpy().tolist() for v in other.variables], other.pair[0].numpy())
alone = tf.train.Checkpoint(net=Net(0.0), extra=tf.Variable(1.0))
status = alone.restore(path)
print(first(lambda: status.assert_consumed()), first(lambda: status.assert_existing_objects_matched()))
status.expect_partial()
shorter = tf.train.Checkpoint(net=tf.train.Checkpoint(layers=[tf.Variable([0.0])]))
late = shorter.restore(path)
print(shorter.net.layers[0].numpy(), late.__class__.__name__)
shorter.net.layers.append(tf.Variable([0.0]))
print(shorter.net.layers[1].numpy())
shorter.step = tf.Variable(0, dtype=tf.int64)
print(shorter.step.numpy())
wrong = tf.train.Checkpoint(step=tf.Variable([1, 2], dtype=tf.int64))
print(first(lambda: wrong.restore(path)))
print(first(lambda: tf.train.Checkpoint(step=tf.Variable(1.5)).restore(path)))
print(first(lambda: tf.train.Checkpoint(a=3)), first(lambda: checkpoint.restore(os.path.join(folder, "none"))))
manager = tf.train.CheckpointManager(checkpoint, folder, max_to_keep=2, checkpoint_name="m")
for _ in range(3):
    step.assign_add(1)
    manager.save()
print([os.path.basename(p) for p in manager.checkpoints], os.path.basename(manager.latest_checkpoint))
print(os.path.basename(tf.train.latest_checkpoint(folder)), sorted(f for f in os.listdir(folder) if "index" in f))
reader = tf.train.load_checkpoint(manager.latest_checkpoint)
print(reader.get_tensor("step/.ATTRIBUTES/VARIABLE_VALUE"), reader.has_tensor("nothing"))
print(sorted(reader.get_variable_to_shape_map().items())[1:4])
step.assign(0)
print(os.path.basename(manager.restore_or_initialize()), step.numpy())
