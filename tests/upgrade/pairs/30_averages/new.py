"""Averages of what is trained, taken after each step: they were lost variables that an object found by their names."""

import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(tf.ones([2, 1]), name="w")
        self.steps = tf.Variable(0, trainable=False, name="steps")
        self.optimizer = tf.keras.optimizers.SGD()

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
    def train_op(self, x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.matmul(x, self.w)))
            rate = tf.keras.optimizers.schedules.PolynomialDecay(0.1, 10, 0.01, 1.0)(self.steps)
        variables = [self.w]
        self.optimizer.learning_rate = rate
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        self.steps.assign_add(1)
        averages_op = averages.apply([self.w])

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
    def usual(self, x):
        usual = tf.matmul(x, averages.average(self.w))
        return usual


averages = tf.train.ExponentialMovingAverage(0.9)
model = Model()
averages.apply([model.w])
for _ in range(3):
    model.train_op([[1.0, 2.0]])
    print([model.w.numpy(), averages.average(model.w).numpy()])
print(model.usual([[1.0, 1.0]]).numpy())
