"""Keras numbers the values that it puts models together of; losses, metrics, lists and rows of layers say what they are."""

import numpy as np

layers = tf.keras.layers
number = lambda: int(tf.keras.Input((1,)).name.rsplit("_")[-1])
tf.keras.Input((1,))
last = number()


def count(what):
    global last
    now = number()
    print(what, now - last - 1)
    last = now


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.inner = layers.Dense(1)
        self.blocks = [1, {"a": [2]}]
        self.sizes = (1, [2])

    def call(self, x):
        return self.inner(x)


print("values made by: ")
tf.keras.Sequential([tf.keras.Input((1,)), layers.Dense(1), layers.Dense(1)])
count("a row with an input")
row = tf.keras.Sequential([layers.Dense(1), layers.Dense(1)])
count("a row without")
row(tf.ones([1, 1]))
count("its first call")
row = tf.keras.Sequential()
row.add(tf.keras.Input((1,)))
row.add(layers.Dense(3))
row.add(layers.Dense(2))
count("layers added one by one")
row.pop()
count("a layer taken off")
print(row.output_shape, row.outputs[0].shape, row(tf.ones([1, 1])).shape, row.built)
Net()(tf.ones([1, 1]))
count("the first call of a model of one's own")
net = Net()
net(tf.keras.Input((1,)))
count("the same on a value that is not there")
inner = tf.keras.Model(given := tf.keras.Input((2,)), layers.Reshape((2, -1))(layers.Dense(4)(given)))
print(inner.output_shape, tf.keras.Sequential([inner, layers.Flatten(), layers.Dense(1)]).built)

print("what it prints")
print(net.blocks, net.sizes, net.blocks + [3], f"{net.blocks[1]}")
kinds = (layers.Flatten(), layers.Dropout(0.1), layers.ReLU(), layers.Reshape((1,)), layers.Add(), layers.Dense(1))
print([kind.built for kind in kinds])
module = tf.Module()
module.pair = (1, [2])
print(module.pair)
for name in ("BinaryCrossentropy", "SparseCategoricalCrossentropy", "Huber", "MeanSquaredError"):
    loss, metric = getattr(tf.keras.losses, name)(), getattr(tf.keras.metrics, name, tf.keras.metrics.Mean)()
    print(str(loss).split(" at 0x")[0], str(loss).split(">,")[1], loss.get_config(), metric.get_config())
print(tf.keras.metrics.Precision().get_config(), tf.keras.metrics.AUC().get_config())
sparse = tf.keras.losses.SparseCategoricalCrossentropy(ignore_class=2)
print(sparse(tf.constant([0, 2]), tf.constant([[0.5, 0.25, 0.25], [1.0, 0.0, 0.0]])).numpy())
print(tf.keras.metrics.Mean(dtype="float64")([1, 2]), tf.keras.losses.MeanSquaredError()(np.ones(2), np.zeros(2)))


class Absolute(tf.keras.losses.Loss):
    def call(self, y_true, y_pred):
        print("  call", y_true.dtype, y_pred.dtype)
        return tf.reduce_mean(abs(y_true - y_pred), -1)


print(Absolute()(tf.constant([[1, 2]]), tf.constant([[2.0, 4.0]], tf.float64)))


class Heavy(tf.keras.optimizers.Optimizer):
    def build(self, variables):
        super().build(variables)
        self.speeds = [self.add_variable_from_reference(variable, name="speed") for variable in variables]

    def update_step(self, gradient, variable, learning_rate):
        speed = self.speeds[self._get_variable_index(variable)]
        speed.assign(0.5 * speed + gradient)
        self.assign_sub(variable, learning_rate * speed)


variable = tf.Variable(1.0, name="v")
heavy = Heavy(0.1)
for _ in range(3):
    heavy.apply_gradients([(tf.constant(1.0), variable)])
print(variable.numpy(), [slot.path for slot in heavy.variables])
for penalty in (-1, "a"):
    try:
        tf.keras.regularizers.l2(penalty)
    except ValueError as error:
        print(error)

print(tf.keras.losses.BinaryCrossentropy(from_logits=True).from_logits)
rows = layers.Embedding(3, 2, embeddings_initializer="ones")
with tf.GradientTape() as tape:
    total = tf.reduce_sum(rows(tf.constant([1, 1])))
gradient = tape.gradient(total, rows.embeddings.value)
print(type(gradient).__name__, tf.math.scalar_mul(2.0, gradient))

print("a trace")
small, large, half = tf.constant([1.0, 2.0]), tf.zeros([200]), tf.Variable(0.5)
traced = tf.function(lambda x: x * small + tf.reduce_sum(large) + half)
concrete = traced.get_concrete_function(tf.TensorSpec([2]))
print([(operation.type, operation.name) for operation in concrete.graph.get_operations()])
print([type(pair).__name__ for pair in concrete.graph.captures], concrete.graph.captures[0])
print(concrete.graph.structured_outputs, tf.get_static_value(concrete.inputs[1]))


class Lazy(tf.Module):
    @tf.function
    def __call__(self, x):
        if not hasattr(self, "w"):
            self.w = tf.Variable(2.0)
        return self.w * x


lazy = Lazy()
lazy(tf.constant(1.0))
lazy(tf.constant([1.0]))
print(lazy.__call__.experimental_get_tracing_count(), lazy.__call__.pretty_printed_concrete_signatures().count("Output"))
