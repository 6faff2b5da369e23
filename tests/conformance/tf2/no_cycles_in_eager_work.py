"""Eager work, tapes, modules and variables make no cyclic garbage: everything goes with the collector off.

The counts are of variables and tensors that a collection still finds.
"""
import gc

gc.collect()
gc.disable()


class Layer(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(tf.ones([3, 3]))
        self.parts = [tf.Variable(1.0), {"k": tf.Variable(2.0)}]

    def __call__(self, x):
        return tf.nn.relu(x @ self.w) * self.parts[0] + self.parts[1]["k"]


def step():
    layer = Layer()
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(layer(tf.ones([2, 3])))
    for v, g in zip(layer.trainable_variables, tape.gradient(loss, layer.trainable_variables)):
        v.assign_sub(0.1 * g)


def left():
    return sum(isinstance(o, (tf.Variable, tf.Tensor, tf.Module, tf.GradientTape)) for o in gc.get_objects())


step()
before = left()
for _ in range(5):
    step()
print("left behind:", left() - before)
