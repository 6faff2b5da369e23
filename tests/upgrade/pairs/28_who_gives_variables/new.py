"""Variables that one function makes for another, two steps of one optimizer, an object that keeps what it ran."""

import tensorflow as tf


def weight_variable(name, shape):
    start = tf.constant_initializer(0.1)
    return tf.Variable(start(shape), name="w_" + name)


class Dense(tf.Module):
    def __init__(self, units, name, inputs):
        super().__init__()
        self.w = weight_variable(name, [inputs, units])

    def __call__(self, x):
        return tf.nn.relu(tf.matmul(x, self.w))


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.scale = tf.Variable(tf.ones([2]), name="Variable")
        self.rates = {"scale": tf.Variable(0.5, name="Variable_1")}
        self.hidden = Dense(4, "hidden", 3)
        self.out = Dense(2, "out", 4)
        self.optimizer = tf.keras.optimizers.Adam(0.01, epsilon=1e-8)
        self.optimizer.build([self.scale, self.rates['scale']])

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
    def one(self, x_2):
        with tf.GradientTape() as tape:
            hidden = self.hidden(x_2)
            out = self.out(hidden) * self.scale
            objective = tf.reduce_sum(out)
        variables = [self.scale]
        self.optimizer.apply_gradients(zip(tape.gradient(objective, variables), variables))

    @tf.function
    def other(self):
        with tf.GradientTape() as tape:
            objective = tf.square(self.rates["scale"])
        variables = [self.rates['scale']]
        self.optimizer.apply_gradients(zip(tape.gradient(objective, variables), variables))

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
    def out_2(self, x_2):
        hidden = self.hidden(x_2)
        out = self.out(hidden) * self.scale
        return out

    def merged(self):
        return {"hidden/w": self.hidden.w, "out/w": self.out.w}


values = [[1.0, 2.0, 3.0]]
model = Model()
for _ in range(3):
    model.one(values)
    model.other()
found = model.out_2(values).numpy()
counts = tf.nest.map_structure(lambda value: value.numpy(), model.merged())
print(found)
