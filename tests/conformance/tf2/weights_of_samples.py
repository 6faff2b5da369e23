"""A metric reduces what it is given to one value for each sample, weighs these, and counts the weights."""
import numpy as np

metrics, losses = tf.keras.metrics, tf.keras.losses
y_true = tf.constant([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
y_pred = tf.constant([[0.2, 0.8], [0.4, 0.6], [0.1, 0.9]])
weights = None, 2.0, [1.0, 2.0, 0.0], [[1.0], [2.0], [0.0]], [[1.0, 2.0], [0.0, 1.0], [1.0, 1.0]]

def told(call):
    try:
        return np.round(call(), 4).tolist()
    except tf.errors.InvalidArgumentError as error:
        return error.message.partition("}} ")[2][:80]

for make in (metrics.Mean, metrics.Sum):
    for weight in weights:
        metric = make()
        metric.update_state(y_pred, sample_weight=weight)
        print(make.__name__, weight, [told(variable.numpy) for variable in metric.variables], told(metric.result))
for make in (metrics.Precision, metrics.Recall, metrics.AUC, metrics.BinaryAccuracy, metrics.CategoricalAccuracy, metrics.MeanSquaredError, metrics.RootMeanSquaredError):
    for weight in weights:
        metric = make()
        print(make.__name__, weight, told(lambda: metric.update_state(y_true, y_pred, sample_weight=weight) or metric.result()))
for reduction in ("mean", "mean_with_sample_weight", "sum", "none", None, "sum_over_batch_size"):
    print(reduction, [told(lambda: losses.MeanSquaredError(reduction=reduction)(y_true, y_pred, sample_weight=weight)) for weight in weights[:4]])
try:
    losses.MeanSquaredError(reduction="bad")
except ValueError as error:
    print(str(error)[:60].partition("{")[0])
