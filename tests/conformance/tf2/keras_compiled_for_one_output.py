"""A model of one output and input takes either alone or as the only one of a list; functions as metrics have names in snake case."""

import numpy as np

layers = tf.keras.layers
X, Y = np.ones((4, 2), "float32"), np.ones((4, 1), "float32")


def made(**options):
    quarter = tf.keras.initializers.Constant(0.25)
    model = tf.keras.Sequential([tf.keras.Input((2,)), layers.Dense(1, kernel_initializer=quarter)])
    model.compile("sgd", **options)
    return model


def fitted(label, **options):
    try:
        logs = made(**options).fit(X, Y, verbose=0).history
        print(label, {name: round(float(logs[name][0]), 3) for name in sorted(logs)})
    except ValueError as error:
        print(label, "!", error)


def LargestMiss(y_true, y_pred):
    return tf.reduce_max(y_true - y_pred)


fitted("a loss", loss="mse", loss_weights=0.5)
fitted("a list of it", loss=["mse"], loss_weights=[0.5], metrics=[["mae"]])
fitted("weights too many", loss="mse", loss_weights=[0.5, 0.5])
fitted("metrics", loss="mse", metrics={"any": ["mae", LargestMiss]}, weighted_metrics=[lambda y_true, y_pred: y_pred])
print(tf.keras.metrics.MeanMetricWrapper(LargestMiss).name)
model = made(loss="mse")
print(model([X]).shape, model((X,)).shape, model.predict([X], verbose=0).shape)
