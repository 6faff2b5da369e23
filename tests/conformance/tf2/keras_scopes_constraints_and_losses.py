"""A layer names what is made inside of it; constraints are found by name; losses check how targets are nested."""


def attempt(label, function):
    try:
        print(label, "->", function())
    except Exception as error:
        print(label, "|", type(error).__name__, "|", str(error).splitlines()[0])


class Scaled(tf.keras.layers.Layer):
    def build(self, shape):
        self.factor = tf.Variable(2.0, name="factor")

    def call(self, x):
        product = x * self.factor
        print("inside:", product.name if tf.is_symbolic_tensor(product) else tf.get_current_name_scope())
        return product


layer = Scaled()
layer(tf.ones([2]))
traced = tf.function(layer)
traced(tf.ones([2]))
print(layer.factor.name, [op.name for op in traced.get_concrete_function(tf.ones([2])).graph.get_operations()])
with tf.name_scope("outer"):
    layer(tf.ones([2]))
print(repr(tf.get_current_name_scope()))

dense = tf.keras.layers.Dense(2, kernel_constraint="non_neg", bias_constraint=tf.keras.constraints.MaxNorm(1.0))
print(
    dense(tf.ones([1, 2], tf.int32)).dtype, type(dense.kernel.constraint).__name__, dense.bias.constraint.get_config()
)
dense.set_weights([weights.numpy() for weights in (tf.constant([[-1.0, 1.0], [2.0, -2.0]]), tf.constant([3.0, 0.1]))])
tf.keras.optimizers.SGD(0.0).apply([tf.zeros([2, 2]), tf.zeros([2])], dense.trainable_variables)
print(dense.kernel.numpy().tolist(), dense.bias.numpy().round(4).tolist())
weights = tf.constant([[3.0, 0.1], [4.0, 0.2]])
for constraint in (
    tf.keras.constraints.UnitNorm(axis=1),
    tf.keras.constraints.MinMaxNorm(0.5, 1.0, rate=0.5),
    tf.keras.constraints.get("max_norm"),
):
    print(type(constraint).__name__, constraint(weights).numpy().round(4).tolist(), constraint.get_config())
attempt("no such constraint", lambda: tf.keras.constraints.get("nope"))

x = tf.constant([-3.0, -0.5, 0.5, 8.0])
for name in ("hard_silu", "hard_tanh", "log_sigmoid", "mish", "squareplus", "tanh_shrink", "elu", "leaky_relu"):
    print(name, (tf.keras.activations.get(name)(x).numpy() * 1e4).round().tolist())
print(tf.keras.activations.relu(x, negative_slope=0.1, max_value=6.0, threshold=0.2).numpy().round(4).tolist())
for made in (
    tf.keras.layers.ReLU(max_value=6.0),
    tf.keras.layers.LeakyReLU(),
    tf.keras.layers.ELU(),
    tf.keras.layers.Softmax(),
):
    print(made.name, made(x).numpy().round(4).tolist())
print(
    tf.keras.activations.serialize(tf.keras.activations.mish),
    tf.keras.losses.serialize(tf.keras.losses.Huber())["class_name"],
)

for loss in (tf.keras.losses.CosineSimilarity(), tf.keras.losses.SquaredHinge(), tf.keras.losses.CategoricalHinge()):
    print(loss.name, loss([[1.0, 0.0]], [[0.6, 0.4]]).numpy().round(4))
mean_squared = tf.keras.losses.MeanSquaredError()
attempt("a list and a tensor", lambda: mean_squared([1.0, 2.0], tf.constant([1.0, 2.0])))
attempt("a tensor and a list", lambda: mean_squared(tf.constant([1.0, 2.0]), [1.0, 2.0]))
attempt("lists of other depths", lambda: mean_squared([1.0], [[1.0, 2.0]]))
attempt("lists alike", lambda: mean_squared([1.0, 2.0], [1.0, 3.0]).numpy())
targets, predictions = [[1.0, 0.0], [0.0, 1.0]], [[0.9, 0.1], [0.6, 0.4]]
for metric in (
    tf.keras.metrics.CosineSimilarity(),
    tf.keras.metrics.TopKCategoricalAccuracy(k=1),
    tf.keras.metrics.SquaredHinge(),
):
    print(metric.name, metric(targets, predictions).numpy().round(4), [variable.path for variable in metric.variables])
print(
    tf.keras.metrics.sparse_top_k_categorical_accuracy([0, 1], predictions, k=1).numpy(),
    tf.keras.metrics.mse(targets, predictions).numpy().round(3),
)
print(
    [variable.name for variable in tf.keras.metrics.AUC().variables],
    tf.keras.backend.floatx(),
    tf.keras.config.epsilon(),
)
