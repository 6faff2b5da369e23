"""Each metric has its value and its update, counts in local variables, and joins batches."""

labels = tf.placeholder(tf.float32, [None])
predictions = tf.placeholder(tf.float32, [None])
metrics = {"accuracy": tf.metrics.accuracy(labels, predictions), "precision": tf.metrics.precision(labels, predictions), "recall": tf.metrics.recall(labels, predictions),
           "mean": tf.metrics.mean(predictions), "error": tf.metrics.mean_absolute_error(labels, predictions), "squared": tf.metrics.mean_squared_error(labels, predictions),
           "root": tf.metrics.root_mean_squared_error(labels, predictions), "weighted": tf.metrics.accuracy(labels, predictions, weights=[1.0, 0.0, 1.0], name="w")}
print(len(tf.local_variables()), len(tf.global_variables()), [v.name for v in tf.local_variables("w")])
updates = {k: u for k, (v, u) in metrics.items()}
values = {k: v for k, (v, u) in metrics.items()}
with tf.Session() as sess:
    sess.run(tf.local_variables_initializer())
    for batch in (([1, 0, 1], [1, 1, 1]), ([0, 0, 1], [0, 0, 0])):
        sess.run(updates, {labels: batch[0], predictions: batch[1]})
        print({k: round(float(x), 4) for k, x in sess.run(values).items()})
extra = []
tf.metrics.mean(predictions, metrics_collections="m", updates_collections=["u"])
print(len(tf.get_collection("m")), len(tf.get_collection("u")))
