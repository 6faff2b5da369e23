"""Each loss of Keras, as a function, a class with options and a metric, gives TensorFlow's numbers and refusals."""
import numpy as np
def say(label, make):
    try:
        value = make()
    except Exception as error:
        value = type(error).__name__ + " | " + (str(error).strip().splitlines() or [""])[0][:200]
    print(label, "=", value)

K = tf.keras
true = tf.constant([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
pred = tf.constant([[0.1, 0.7, 0.2], [0.6, 0.3, 0.1]])
weights = tf.constant([1.0, 3.0])
shown = lambda value: np.round(np.asarray(value), 4).tolist()
for name in ("mse", "mae", "mape", "msle", "kld", "logcosh", "huber", "hinge", "poisson", "binary_crossentropy", "categorical_crossentropy"):
    function = lambda *given, name=name: K.losses.get(name)(*given)
    say(name, lambda: shown(function(true, pred)))
    if name != "categorical_crossentropy":
        say(name + " of columns", lambda: shown(function([[1.0], [0.0]], [[0.25], [0.5]])))
for name in ("BinaryCrossentropy", "CategoricalCrossentropy"):
    for options in ({"from_logits": True}, {"label_smoothing": 0.1}, {"from_logits": True, "label_smoothing": 0.2}):
        say((name, options), lambda: shown(getattr(K.losses, name)(**options)(true, pred)))
for name in ("Huber", "Hinge", "KLDivergence", "LogCosh", "Poisson", "MeanSquaredError", "MeanAbsolutePercentageError"):
    for reduction in ("sum", "sum_over_batch_size", "none", "mean_with_sample_weight", None):
        say((name, reduction), lambda: shown(getattr(K.losses, name)(reduction=reduction)(true, pred, sample_weight=weights)))
say("huber delta", lambda: shown(K.losses.Huber(delta=0.25)(true, pred)))
say("hinge of signs", lambda: shown(K.losses.hinge([[-1.0, 1.0]], [[0.5, 0.5]])))
say("sparse", lambda: shown(K.losses.SparseCategoricalCrossentropy()(tf.constant([1, 0]), pred)))
say("sparse logits", lambda: shown(K.losses.SparseCategoricalCrossentropy(from_logits=True)(tf.constant([[1], [0]]), pred)))
say("bad name", lambda: K.losses.get("squared"))
say("none", lambda: K.losses.get(None))
say("names", lambda: [K.losses.MeanSquaredError().name, K.losses.Huber().name, K.losses.KLDivergence(name="k").name])
for name in ("MeanSquaredError", "BinaryCrossentropy", "CategoricalCrossentropy", "KLDivergence", "LogCoshError", "Hinge", "Poisson", "BinaryAccuracy", "CategoricalAccuracy"):
    def measured():
        metric = getattr(K.metrics, name)()
        metric.update_state(true, pred)
        metric.update_state(true, pred, sample_weight=weights)
        return metric.name, shown(metric.result())
    say("metric " + name, measured)
for name in ("bce", "MSE", "msle", "precision", "Recall", "LogCoshError", "huber", "true_positives"):
    say("loss or metric " + name, lambda: K.losses.get(name).__name__)
    say("loss or metric " + name, lambda: type(K.metrics.get(name)).__name__)
