"""A page on checkpoints: a training loop with manager, restoring, inspecting, delayed restoration and lists and dicts."""
import os
import tempfile


class Net(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable([[0.0], [0.0]], name="kernel")
        self.bias = tf.Variable([0.0], name="bias")

    def __call__(self, x):
        return x @ self.kernel + self.bias


inputs, targets = tf.constant([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), tf.constant([[2.0], [3.0], [5.0]])


def train_step(net, rate=0.1):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.abs(net(inputs) - targets))
    for variable, gradient in zip(net.trainable_variables, tape.gradient(loss, net.trainable_variables)):
        variable.assign_sub(rate * gradient)
    return loss


folder = tempfile.mkdtemp()


def train_and_checkpoint(net):
    step = tf.Variable(1)
    checkpoint = tf.train.Checkpoint(step=step, net=net)
    manager = tf.train.CheckpointManager(checkpoint, folder, max_to_keep=3)
    checkpoint.restore(manager.latest_checkpoint)
    print("Restored from {}".format(os.path.basename(manager.latest_checkpoint)) if manager.latest_checkpoint else "Initializing from scratch.")
    for _ in range(20):
        loss = train_step(net)
        checkpoint.step.assign_add(1)
        if int(checkpoint.step) % 10 == 0:
            path = manager.save()
            print("Saved checkpoint for step {}: {}".format(int(checkpoint.step), os.path.basename(path)))
            print("loss {:1.2f}".format(loss.numpy()))


train_and_checkpoint(Net())
train_and_checkpoint(Net())
print([os.path.basename(p) for p in tf.train.CheckpointManager(tf.train.Checkpoint(), folder, max_to_keep=3).checkpoints])
to_restore = tf.Variable([5.0])
print(to_restore.numpy())
fake_layer = tf.train.Checkpoint(bias=to_restore)
fake_net = tf.train.Checkpoint(net=fake_layer)
status = fake_net.restore(tf.train.latest_checkpoint(folder))
print([round(v, 2) for v in to_restore.numpy().tolist()], status.assert_existing_objects_matched() is status)
print(tf.train.list_variables(tf.train.latest_checkpoint(folder)))
reader = tf.train.load_checkpoint(folder)
print(sorted(reader.get_variable_to_shape_map().items()))
print(reader.get_tensor("net/bias/.ATTRIBUTES/VARIABLE_VALUE").shape, reader.get_variable_to_dtype_map()["step/.ATTRIBUTES/VARIABLE_VALUE"])
save = tf.train.Checkpoint()
save.listed = [tf.Variable(1.0)]
save.listed.append(tf.Variable(2.0))
save.mapped = {"one": save.listed[0]}
save.mapped["two"] = save.listed[1]
save_path = save.save(os.path.join(folder, "list_example"))
restore = tf.train.Checkpoint()
v2 = tf.Variable(0.0)
print(0.0 == v2.numpy())
restore.mapped = {"two": v2}
restore.restore(save_path)
print(v2.numpy())
restore.listed = []
print(restore.listed)
v1 = tf.Variable(0.0)
restore.listed.append(v1)
print(v1.numpy())
