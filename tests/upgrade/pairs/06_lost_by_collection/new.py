"""A builder drops its variables; only the collections still know them: decay, count and training go by them."""
import numpy as np
import tensorflow as tf


class Layer(tf.Module):
    def __init__(self, inputs, units, name):
        super().__init__()
        self.w = tf.Variable(np.linspace(-1, 1, inputs * units).reshape(inputs, units).astype(np.float32), name=name + "_w")
        self.b = tf.Variable(tf.zeros([units]), name=name + "_b")

    def __call__(self, x):
        return tf.tanh(tf.matmul(x, self.w) + self.b)


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.first = Layer(2, 3, "first")
        self.second = Layer(3, 1, "second")
        self.optimizer = tf.keras.optimizers.SGD(0.1, momentum=0.9)

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32), tf.TensorSpec([None, 1], tf.float32)])
    def step(self, x, y):
        with tf.GradientTape() as tape:
            out = self.second(self.first(x))
            decay = tf.add_n([tf.nn.l2_loss(w) for w in [self.first.w, self.second.w]])
            loss = tf.reduce_mean(tf.square(out - y)) + 0.01 * decay
        variables = [self.first.w, self.first.b, self.second.w, self.second.b]
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32), tf.TensorSpec([None, 1], tf.float32)])
    def loss(self, x, y):
        out = self.second(self.first(x))
        decay = tf.add_n([tf.nn.l2_loss(w) for w in [self.first.w, self.second.w]])
        loss = tf.reduce_mean(tf.square(out - y)) + 0.01 * decay
        return loss


model = Model()
size = sum(int(np.prod(v.shape.as_list())) for v in [model.first.w, model.first.b, model.second.w, model.second.b])

feed = {"x": [[0, 0], [0, 1], [1, 0], [1, 1]], "y": [[0], [1], [1], [0]]}
for turn in range(30):
    model.step(**feed)
print(size, "%.4f" % model.loss(**feed).numpy())
for v in [model.first.w, model.first.b, model.second.w, model.second.b]:
    print(v.name.split(":")[0], ["%.2f" % abs(value) for value in v.numpy().ravel()])
