"""A function called for each layer, with variables in dictionaries beside it: each call becomes an object."""
import numpy as np
import tensorflow as tf

points = np.linspace(-1, 1, 8)[:, np.newaxis]


class AddLayer(tf.Module):
    def __init__(self, size_in, size_out):
        super().__init__()
        # one more layer
        self.weights = tf.Variable(tf.random.normal([size_in, size_out]))
        self.biases = tf.Variable(tf.zeros([size_out]) + 0.1)

    def __call__(self, inputs, activation=None):
        out = tf.matmul(inputs, self.weights) + self.biases
        return out if activation is None else activation(out)


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.scale = {"in": tf.Variable(1.0, name="Variable"), "out": tf.Variable(2.0, name="Variable_1")}
        self.add_layer = AddLayer(1, 4)
        self.add_layer_2 = AddLayer(4, 1)
        self.optimizer = tf.keras.optimizers.SGD(0.01, momentum=0.5)

    @tf.function(input_signature=[tf.TensorSpec([None, 1], tf.float32)] * 2)
    def loss(self, xs, ys):
        hidden = self.add_layer(xs * self.scale["in"], tf.nn.relu)
        prediction = self.add_layer_2(hidden) * self.scale["out"]
        loss = tf.reduce_mean(tf.reduce_sum(tf.square(ys - prediction), axis=[1]))
        return loss

    @tf.function(input_signature=[tf.TensorSpec([None, 1], tf.float32)] * 2)
    def train_step(self, xs, ys):
        with tf.GradientTape() as tape:
            hidden = self.add_layer(xs * self.scale["in"], tf.nn.relu)
            prediction = self.add_layer_2(hidden) * self.scale["out"]
            loss = tf.reduce_mean(tf.reduce_sum(tf.square(ys - prediction), axis=[1]))
        variables = [self.scale['in'], self.scale['out'], self.add_layer.weights, self.add_layer.biases, self.add_layer_2.weights, self.add_layer_2.biases]
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


model = Model()
first = model.loss(points, points ** 2).numpy()
for i in range(20):
    model.train_step(points, points ** 2)
print("better:", model.loss(points, points ** 2).numpy() < first)
tf.train.Checkpoint(Variable=model.scale['in'], Variable_1=model.scale['out'], Variable_2=model.add_layer.weights, Variable_3=model.add_layer.biases, Variable_4=model.add_layer_2.weights, Variable_5=model.add_layer_2.biases, optimizer=model.optimizer).write("./layers")
