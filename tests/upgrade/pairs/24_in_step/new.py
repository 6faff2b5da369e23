"""A program that carries rounding anywhere: it is proved run by run, from the values that the old one found."""
import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(0.3, name="w")
        self.slow = tf.Variable(0.5, name="slow")
        self.optimizer = tf.keras.optimizers.Adam(0.01, epsilon=1e-8)
        self.optimizer_2 = tf.keras.optimizers.SGD(0.00002)

    @tf.function
    def fast(self):
        with tf.GradientTape() as tape:
            loss = tf.square(self.w - 0.5) + tf.square(self.slow - 1.0)
        variables = [self.w]
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    @tf.function
    def chaos(self):
        chaos = self.w.assign(3.9 * self.w * (1.0 - self.w))
        return chaos

    @tf.function
    def train(self):
        with tf.GradientTape() as tape:
            loss = tf.square(self.w - 0.5) + tf.square(self.slow - 1.0)
        variables = [self.slow]
        self.optimizer_2.apply_gradients(zip(tape.gradient(loss, variables), variables))

    @tf.function
    def loss(self):
        loss = tf.square(self.w - 0.5) + tf.square(self.slow - 1.0)
        return loss


model = Model()
for turn in range(100):
    model.fast()
    model.chaos()
    model.train()
    if turn % 20 == 19:
        print(turn, "%.4f" % model.loss().numpy())
