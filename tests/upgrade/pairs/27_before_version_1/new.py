"""A program from before version 1: imports of the inside, what came without names in another order, `config`."""

import numpy as np
import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(tf.ones([2, 2]), name="Variable")
        self.optimizer = tf.keras.optimizers.SGD(0.5)

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)] * 2)
    def train(self, x, y):
        with tf.GradientTape() as tape:
            step = tf.matmul(x, self.w)
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=step, labels=y)) + strength * tf.nn.l2_loss(self.w)
        variables = [self.w]
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)] * 2)
    def loss(self, x, y):
        step = tf.matmul(x, self.w)
        loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=step, labels=y)) + strength * tf.nn.l2_loss(self.w)
        return loss

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)] * 2)
    def right(self, x, y):
        step = tf.matmul(x, self.w)
        right = tf.reduce_mean(tf.cast(tf.nn.in_top_k(tf.argmax(y, 1), step, 1), tf.float32))
        return right

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
    def step(self, x):
        step = tf.matmul(x, self.w)
        return step

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)] * 2)
    def first_and_second(self, x, y):
        step = tf.matmul(x, self.w)
        both = tf.concat(axis=1, values=[step, y])
        first, second = tf.split(axis=1, num_or_size_splits=2, value=both)
        return [first, second]


strength = 0.1
third = tf.math.floordiv(7, 2)
merged = None
model = Model()
feeds = {"x": np.ones([3, 2]), "y": np.eye(2)[[0, 1, 1]]}
for strength_2 in np.arange(0.0, 1.0, step=0.5):  # the graph took the one before
    model.train(**feeds)
    print(strength_2, model.loss(**feeds).numpy(), model.right(**feeds).numpy())
print(model.step(x=feeds["x"]).numpy())
print([value.numpy() for value in model.first_and_second(**feeds)], third.numpy(), merged)
