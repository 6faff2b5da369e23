"""Activations and losses of Keras have gradients where they bend and far out, and rules of one's own tell nothing."""


def derived(function, *values):
    x = tf.Variable(values)
    with tf.GradientTape() as tape:
        y = function(x)
    return y.numpy().round(3).tolist(), (tape.gradient(y, x).numpy() + 0.0).round(3).tolist()


activations = tf.keras.activations
print("elu", derived(activations.elu, 100.0, 0.0, -1.0))
print("half of elu", derived(lambda x: activations.elu(x, 0.5), 100.0, 0.0, -1.0))
for options in (
    {"max_value": 6.0},
    {"max_value": 5.0},
    {"negative_slope": 0.5},
    {"negative_slope": 0.5, "max_value": 6.0},
    {"negative_slope": 0.5, "max_value": 5.0, "threshold": 1.0},
    {"threshold": -2.0, "max_value": 3.0},
):
    print("relu", options, derived(lambda x, options=options: activations.relu(x, **options), -3.0, -1.0, 0.0, 1.0, 6.0))

targets = tf.constant([[1.0, -1.0, 1.0]])
for name in ("hinge", "squared_hinge", "categorical_hinge"):
    loss = getattr(tf.keras.losses, name)
    print(name, derived(lambda x, loss=loss: loss(targets, x[None]), 1.0, -1.0, 0.5))
print(derived(lambda x: tf.keras.losses.categorical_hinge([[1.0, 0.0]], x[None]), 2.0, 1.0))

unit = tf.keras.constraints.UnitNorm()
print(unit(tf.constant([[float("inf")], [1.0]])).numpy().tolist(), unit(tf.constant([[3.0], [0.5]])).numpy().tolist())


class Free(tf.keras.constraints.Constraint):
    def __init__(self, share=1.0):
        self.share = share

    def __call__(self, w):
        return w


class Even(tf.keras.regularizers.Regularizer):
    def __init__(self, share=1.0):
        self.share = share

    def __call__(self, x):
        return self.share

    def __str__(self):
        return "an even one"


print(Free(0.5).get_config(), Free.from_config({"share": 0.25}).share)
try:
    Even(0.5).get_config()
except NotImplementedError as error:
    print("NotImplementedError", error)
print(tf.keras.constraints.MaxNorm(3).get_config(), tf.keras.regularizers.L2(0.5).get_config())
