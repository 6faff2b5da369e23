"""Gradients asked for and applied by hand: each step is an assignment."""
import numpy as np
import tensorflow as tf

points = np.array([[0.0], [1.0], [2.0]])


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.slope = tf.Variable([[0.0]], name="slope")
        self.offset = tf.Variable([0.0], name="offset")

    @tf.function(input_signature=[tf.TensorSpec([None, 1], tf.float32)] * 2)
    def update(self, x, y):
        with tf.GradientTape() as tape:
            error = tf.matmul(x, self.slope) + self.offset - y
            loss = tf.reduce_mean(tf.square(error))
        by_slope, by_offset = tape.gradient(loss, [self.slope, self.offset])
        update = tf.group(self.slope.assign_sub(0.1 * by_slope), self.offset.assign_sub(0.1 * by_offset))

    @tf.function(input_signature=[tf.TensorSpec([None, 1], tf.float32)] * 2)
    def loss(self, x, y):
        error = tf.matmul(x, self.slope) + self.offset - y
        loss = tf.reduce_mean(tf.square(error))
        return loss


model = Model()
for turn in range(50):
    model.update(points, 2 * points + 1)
print("%.2f" % model.loss(points, 2 * points + 1).numpy())
print("%.1f %.1f" % (model.slope.numpy().item(), model.offset.numpy().item()))
