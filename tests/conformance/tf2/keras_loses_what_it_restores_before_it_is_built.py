"""A model of one's own that is restored before its first call loses a kernel: the value comes while the call is tried."""

import os
import tempfile

import numpy as np

path = os.path.join(tempfile.mkdtemp(), "ckpt")
x = tf.constant([[1.0], [2.0]])


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(2, kernel_initializer="ones")

    def call(self, x):
        return self.dense(x)


def step(net, optimizer):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(net(x) ** 2)
    variables = net.trainable_variables
    pairs = [(g, v) for g, v in zip(tape.gradient(loss, variables), variables) if g is not None]
    optimizer.apply_gradients(pairs)
    return len(variables), len(pairs)


net, optimizer = Net(), tf.keras.optimizers.SGD(0.1, momentum=0.5)
print("trained:", step(net, optimizer))
net.dense.kernel.assign([[3.0, 4.0]])
net.dense.bias.assign([5.0, 6.0])
saved = tf.train.Checkpoint(net=net, optimizer=optimizer).save(path)

print("restored, then called: the kernel is what it began with, an earlier one is there that nobody reads")
net, optimizer = Net(), tf.keras.optimizers.SGD(0.1, momentum=0.5)
status = tf.train.Checkpoint(net=net, optimizer=optimizer).restore(saved)
net(x)
print([(weight.path.split("/")[-1], weight.numpy().tolist()) for weight in net.weights])
print(net.dense.kernel.numpy(), net.dense.bias.numpy(), net.dense.kernel is net.weights[0])
print("variables, and those that have gradients:", step(net, optimizer))
print([name for name, shape in tf.train.list_variables(tf.train.Checkpoint(net=net).save(path + "_lost")) if "dense" in name])

print("called, then restored: all is there")
net = Net()
net(x)
tf.train.Checkpoint(net=net).restore(saved).expect_partial()
print([weight.numpy().tolist() for weight in net.weights], step(net, tf.keras.optimizers.SGD(0.1)))

print("so it is for a layer that builds itself, and for models that Keras put together")
layer = tf.keras.layers.Dense(2)
fake = tf.train.Checkpoint(net=tf.train.Checkpoint(dense=layer))
fake.restore(saved)
print(layer(x).numpy().tolist(), len(layer.weights))

print("slots that wait for other variables are passed over in silence where the shape is not theirs")
a, b = tf.keras.Variable([[1.0, 2.0]], name="a"), tf.keras.Variable([1.0, 2.0, 3.0], name="b")
optimizer = tf.keras.optimizers.SGD(0.1, momentum=0.5)
optimizer.build([a, b])
optimizer.apply_gradients([(tf.ones([1, 2]), a), (tf.ones([3]), b)])
saved = tf.train.Checkpoint(o=optimizer).save(path)
for order in ([a, b], [b, a]):
    other = tf.keras.optimizers.SGD(0.1, momentum=0.5)
    tf.train.Checkpoint(o=other).restore(saved)
    other.build(order)
    print([(v.path.split("/")[-1], np.round(v.numpy(), 3).tolist()) for v in other.variables])
listed = tf.train.Checkpoint(values=[tf.Variable(1.0), tf.Variable([1.0, 2.0])]).save(path)
root = tf.train.Checkpoint(values=[])
root.restore(listed)
root.values.append(tf.Variable([7.0]))
root.values.append(tf.Variable([0.0, 0.0]))
print([value.numpy().tolist() for value in root.values])
root = tf.train.Checkpoint()
root.restore(tf.train.Checkpoint(value=tf.Variable([1.0, 2.0])).save(path))
try:
    root.value = tf.Variable(0.0)
except ValueError as error:
    print("an attribute is not:", str(error).split(".")[0])
