"""Variables made in a loop, gradients clipped and applied by hand, a loop that adds to the graph where it runs."""
import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.total = tf.Variable(0.5, name="start")
        self.seen = tf.Variable(False, name="seen")
        self.factor_of_each = []
        for power in range(1, 4):
            self.factor_of_each.append(tf.Variable(tf.constant(0.1 * power), name="factor_%d" % power))
        self.optimizer = tf.keras.optimizers.SGD(0.01, momentum=0.9)

    @tf.function(input_signature=[tf.TensorSpec(None, tf.float32)])
    def train(self, x):
        with tf.GradientTape() as tape:
            total = self.total
            factor_of_each = iter(self.factor_of_each)
            for power in range(1, 4):
                factor = next(factor_of_each)
                total = tf.add(tf.multiply(tf.pow(x, power), factor), total)
            loss = tf.square(total - 3.0)
        variables = [self.total, self.factor_of_each[0], self.factor_of_each[1], self.factor_of_each[2]]
        pairs = list(zip(tape.gradient(loss, variables), variables))
        clipped = [(tf.clip_by_value(gradient, -1.0, 1.0), variable) for gradient, variable in pairs]
        self.optimizer.apply_gradients(clipped)

    @tf.function(input_signature=[tf.TensorSpec(None, tf.float32)])
    def loss(self, x):
        total = self.total
        factor_of_each = iter(self.factor_of_each)
        for power in range(1, 4):
            factor = next(factor_of_each)
            total = tf.add(tf.multiply(tf.pow(x, power), factor), total)
        loss = tf.square(total - 3.0)
        return loss

    def update(self):
        update = self.seen.assign(True)
        return update

    @tf.function(input_signature=[tf.TensorSpec(None, tf.float32)])
    def values(self, total):
        shifted = total + 1.0
        return shifted * 2.0


model = Model()
for turn in range(10):
    model.train(1.5)
print("%.4f" % model.loss(1.5).numpy())
for value in [1.0, 7.0, 2.0]:
    if value > 5:
        model.update()
    print(value, model.seen.numpy())
print("%.2f" % model.values(4.0).numpy())
