"""A model of several outputs takes one loss for all or each its own, and weights for each; what does not fit is refused."""

import numpy as np

layers = tf.keras.layers
X, Y = np.ones((4, 2), "float32"), np.ones((4, 1), "float32")
half = tf.keras.initializers.Constant(0.5)


def fitted(label, targets, sample_weight=None, **options):
    given = tf.keras.Input((2,))
    ends = [layers.Dense(1, name=name, kernel_initializer=half)(given) for name in ("a", "b")]
    model = tf.keras.Model(given, ends)
    try:
        model.compile("sgd", **options)
        logs = model.fit(X, targets, sample_weight=sample_weight, verbose=0).history
        print(label, {name: round(float(logs[name][0]), 3) for name in sorted(logs)})
    except ValueError as error:
        print(label, "!", error)


both = [Y, Y * 3]
fitted("one for all", both, loss="mse")
fitted("an object for all", both, loss=tf.keras.losses.MeanAbsoluteError())
fitted("each its own", both, loss=["mse", "mae"], loss_weights=[1.0, 0.5])
fitted("by name", {"a": Y, "b": Y * 3}, loss={"b": "mae", "a": "mse"}, loss_weights={"a": 1.0, "b": 0.5})
fitted("a name too few", both, loss={"a": "mse"})
fitted("another name", both, loss={"a": "mse", "c": "mae"})
fitted("a weight too few", both, loss=["mse", "mae"], loss_weights=[2.0])
fitted("a target for two", Y, loss=["mse", "mae"])
weights = [np.ones(4), np.array([1.0, 0.0, 0.0, 0.0])]
fitted("examples weigh", both, loss="mae", sample_weight=weights[1])
fitted("examples weigh for each", both, loss="mae", sample_weight=weights, weighted_metrics=[["mae"], ["mse"]])
fitted("metrics by name", both, loss="mse", metrics={"b": ["mae"]})
fitted("metrics in order", both, loss="mse", metrics=["mae", "mse"])
fitted("metrics of none", both, loss="mse", metrics={"c": ["mae"]})
fitted("metrics too few", both, loss="mse", metrics=["mae"])
fitted("metrics that are no list", both, loss="mse", metrics="mae")
