"""A compiled model names its loss, and whether there are metrics, before it is fitted as well as after."""
import numpy as np

model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
print(model.metrics_names)
for metrics in (None, ["mae"], ["mae", "mse"], []):
    model.compile("sgd", "mse", metrics=metrics)
    print(metrics, model.metrics_names)
    model.fit(np.ones((2, 2)), np.ones((2, 1)), verbose=0)
    print(model.metrics_names)
