"""A loss makes floats of what it is given; a function of losses and a metric take whole numbers as they are."""
TRUE, SAID = [[1, 0, 1], [0, 1, 0]], [[1, 2, 0], [0, 1, 3]]


def told(name, f):
    try:
        found = f()
        print(name, found.dtype.name, found.numpy())
    except Exception as error:
        print(name, type(error).__name__)


losses, metrics = tf.keras.losses, tf.keras.metrics
for name in ("MeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError",
             "BinaryCrossentropy", "CategoricalCrossentropy", "Hinge", "CategoricalHinge", "KLDivergence", "Poisson",
             "LogCosh", "Huber", "CosineSimilarity"):
    told(name, lambda: getattr(losses, name)()(TRUE, SAID))
for name in ("binary_crossentropy", "categorical_crossentropy", "hinge", "squared_hinge", "categorical_hinge", "poisson",
             "huber"):
    for said in (SAID, tf.constant(SAID), tf.constant(SAID, tf.float32)):
        told(name, lambda: getattr(losses, name)(TRUE, said))
for said in (tf.constant(SAID), tf.constant(SAID, tf.float32)):
    told("sparse", lambda: losses.sparse_categorical_crossentropy(tf.constant([1, 2]), said))
    told("logits", lambda: losses.sparse_categorical_crossentropy(tf.constant([1, 2]), said, from_logits=True))
for name in ("MeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError",
             "RootMeanSquaredError", "BinaryAccuracy", "Accuracy", "BinaryCrossentropy", "Poisson", "Hinge"):
    told(name, lambda: getattr(metrics, name)()(TRUE, tf.constant(SAID)))
