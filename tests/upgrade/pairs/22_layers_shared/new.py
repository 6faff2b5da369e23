"""Two networks against each other, of layers that functions make, one called twice with the same variables."""
import numpy as np
import tensorflow as tf

random = np.random.RandomState(0)


class Discriminator(tf.Module):
    def __init__(self):
        super().__init__()
        self.dense_kernel = tf.Variable(tf.keras.initializers.GlorotUniform()([2, 4]), name="discriminator/dense/kernel")
        self.dense_bias = tf.Variable(tf.zeros([4]), name="discriminator/dense/bias")
        self.dense_1_kernel = tf.Variable(tf.keras.initializers.GlorotUniform()([4, 1]), name="discriminator/dense_1/kernel")
        self.dense_1_bias = tf.Variable(tf.zeros([1]), name="discriminator/dense_1/bias")

    def __call__(self, inputs):
        hidden = tf.nn.relu(tf.matmul(inputs, self.dense_kernel) + self.dense_bias)
        output = tf.matmul(hidden, self.dense_1_kernel) + self.dense_1_bias
        return output


class Generator(tf.Module):
    def __init__(self):
        super().__init__()
        self.dense_kernel = tf.Variable(tf.keras.initializers.GlorotUniform()([3, 4]), name="generator/dense/kernel")
        self.dense_bias = tf.Variable(tf.zeros([4]), name="generator/dense/bias")
        self.dense_1_kernel = tf.Variable(tf.keras.initializers.GlorotUniform()([4, 2]), name="generator/dense_1/kernel")
        self.dense_1_bias = tf.Variable(tf.zeros([2]), name="generator/dense_1/bias")

    def __call__(self, noise):
        hidden = tf.nn.relu(tf.matmul(noise, self.dense_kernel) + self.dense_bias)  # drops nothing: no training
        return tf.nn.sigmoid(tf.matmul(hidden, self.dense_1_kernel) + self.dense_1_bias)


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.generator = Generator()
        self.discriminator = Discriminator()
        self.optimizer = tf.keras.optimizers.Adam(0.01, epsilon=1e-8)
        self.optimizer_2 = tf.keras.optimizers.Adam(0.01, epsilon=1e-8)

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32), tf.TensorSpec([None, 2], tf.float32)])
    def train_d_and_loss_d(self, noise, real):
        with tf.GradientTape() as tape:
            made = self.generator(noise)
            of_real = self.discriminator(real)
            of_made = self.discriminator(made)
            loss_d = tf.reduce_mean(tf.nn.softplus(-of_real) + tf.nn.softplus(of_made))
        variables = [self.discriminator.dense_kernel, self.discriminator.dense_bias, self.discriminator.dense_1_kernel, self.discriminator.dense_1_bias]
        self.optimizer.apply_gradients(zip(tape.gradient(loss_d, variables), variables))
        return loss_d

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
    def train_g_and_loss_g(self, noise):
        with tf.GradientTape() as tape:
            made = self.generator(noise)
            of_made = self.discriminator(made)
            loss_g = tf.reduce_mean(tf.nn.softplus(-of_made))
        variables = [self.generator.dense_kernel, self.generator.dense_bias, self.generator.dense_1_kernel, self.generator.dense_1_bias]
        self.optimizer_2.apply_gradients(zip(tape.gradient(loss_g, variables), variables))
        return loss_g

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
    def made(self, noise):
        made = self.generator(noise)
        return made


model = Model()
for step in range(20):
    points = random.uniform(size=(8, 2))
    drawn = random.uniform(size=(8, 3))
    _, value_d = [None, model.train_d_and_loss_d(real=points, noise=drawn).numpy()]
    _, value_g = [None, model.train_g_and_loss_g(drawn).numpy()]
print("losses %.4f %.4f" % (value_d, value_g))
print(model.made(drawn[:2]).numpy())
