"""An autoencoder: its target is its input by another name, its start is drawn apart, RMSProp trains it."""
import numpy as np
import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(tf.random.uniform([4, 2], -0.5, 0.5), name="w")
        self.optimizer = tf.keras.optimizers.RMSprop(0.05, momentum=0.5, epsilon=1e-10)
        self.optimizer.build([self.w])
        for slot in self.optimizer.variables:
            if "velocity" in slot.path:
                slot.assign(tf.ones(slot.shape))

    @tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32)])
    def step(self, x):
        target = x
        with tf.GradientTape() as tape:
            out = tf.matmul(tf.nn.sigmoid(tf.matmul(x, self.w)), tf.transpose(self.w))
            loss = tf.reduce_mean(tf.square(target - out))
        variables = [self.w]
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    @tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32)])
    def out(self, x):
        out = tf.matmul(tf.nn.sigmoid(tf.matmul(x, self.w)), tf.transpose(self.w))
        return out


def share(values, limit):
    global out
    small = tf.less(tf.abs(values), limit)
    part = tf.reduce_mean(tf.cast(small, tf.float32))
    return part.numpy()


data = np.linspace(-1.0, 1.0, 12, dtype=np.float32).reshape(3, 4)
model = Model()
for turn in range(30):
    model.step(data)
made = model.out(data).numpy()
print(share(data - made, 0.5), share(data - made, 2.0))
