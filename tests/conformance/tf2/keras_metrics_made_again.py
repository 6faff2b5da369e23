"""A metric tells with which numbers it was made, and is made of them again; a loss comes back by its name."""

hits = ([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]], [[0.1, 0.7, 0.2], [0.3, 0.3, 0.4]])
for metric in (
    tf.keras.metrics.TopKCategoricalAccuracy(k=1),
    tf.keras.metrics.BinaryAccuracy(threshold=0.25),
    tf.keras.metrics.BinaryCrossentropy(from_logits=True, label_smoothing=0.5),
    tf.keras.metrics.CosineSimilarity(axis=0),
    tf.keras.metrics.Hinge(),
):
    config = metric.get_config()
    again = type(metric).from_config(config)
    print(config, again(*hits).numpy().round(4))
print(tf.keras.metrics.SparseTopKCategoricalAccuracy().get_config())

for name in ("mean_squared_error", "huber", "kl_divergence"):
    print(tf.keras.losses.deserialize(name).__name__)
print(tf.keras.activations.deserialize("relu").__name__, type(tf.keras.losses.deserialize("Huber")).__name__)
