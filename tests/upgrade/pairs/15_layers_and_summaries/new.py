"""Layers whose variables nobody holds, a rate that decays, and summaries of what is trained."""
import numpy as np
import tensorflow as tf


def write_summaries(writer, summaries, step):
    """Write scalars and histograms under their names; TensorFlow asks for the package tensorboard to do so."""
    with writer.as_default(step):
        for name, value in summaries.items():
            (tf.summary.histogram if value.ndim else tf.summary.scalar)(name, value)


points = np.linspace(-1, 1, 20)[:, np.newaxis].astype(np.float32)


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.step = tf.Variable(0, trainable=False, name="step")
        self.hidden_kernel = tf.Variable(tf.keras.initializers.GlorotUniform()([1, 5]), name="hidden/kernel")
        self.hidden_bias = tf.Variable(tf.zeros([5]), name="hidden/bias")
        self.dense_kernel = tf.Variable(tf.keras.initializers.GlorotUniform()([5, 1]), name="dense/kernel")
        self.dense_bias = tf.Variable(tf.zeros([1]), name="dense/bias")
        self.optimizer = tf.keras.optimizers.SGD()

    @tf.function(input_signature=[tf.TensorSpec([None, 1], tf.float32)] * 2)
    def train_and_loss_and_merged(self, x, y):
        with tf.GradientTape() as tape:
            hidden = tf.nn.relu(tf.matmul(x, self.hidden_kernel) + self.hidden_bias)
            out = tf.matmul(hidden, self.dense_kernel) + self.dense_bias
            loss = tf.reduce_mean(tf.math.squared_difference(out, y))
            rate = tf.keras.optimizers.schedules.ExponentialDecay(0.5, 5, 0.9, staircase=True)(self.step)
        variables = [self.hidden_kernel, self.hidden_bias, self.dense_kernel, self.dense_bias]
        self.optimizer.learning_rate = rate
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        self.step.assign_add(1)
        return [None, loss, {"loss": loss, "out": out}]


model = Model()
writer = tf.summary.create_file_writer("logs")
for turn in range(20):
    _, value, packed = tf.nest.map_structure(lambda value: None if value is None else value.numpy(), model.train_and_loss_and_merged(points, points ** 2))
    write_summaries(writer, packed, turn)
writer.close()
print("trained:", model.step.numpy(), value < 0.5)
