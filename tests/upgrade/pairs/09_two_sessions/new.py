"""One graph, two sessions: the same variable has two values at one time."""
import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.count = tf.Variable(10, name="count")

    @tf.function
    def up(self):
        up = self.count.assign_add(1)
        return up


model_left = Model()
model_right = Model()
model_left.up()
for turn in range(3):
    model_right.up()
print("left", model_left.count.numpy(), "right", model_right.count.numpy())
print("left again", model_left.up().numpy())
