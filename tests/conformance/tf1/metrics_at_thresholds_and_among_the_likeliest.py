"""Metrics at thresholds, at a rate, by class, by element and among the k likeliest keep their counts in local variables."""
import numpy as np

sess = tf.Session()
labels, said = tf.constant([1, 0, 1, 1]), tf.constant([0.9, 0.2, 0.4, 0.7])
weights = tf.constant([1.0, 0.0, 2.0, 1.0])


def measured(make, *given, **more):
    known = set(tf.local_variables())
    value, update = make(*given, **more)
    sess.run(tf.local_variables_initializer())
    print(value.name, update.name, [v.name for v in tf.local_variables() if v not in known])
    print(np.round(sess.run(value), 4), np.round(sess.run(update), 4), np.round(sess.run(value), 4))


for given in (None, weights):
    for kind in ("precision", "recall", "true_positives", "false_negatives", "false_positives", "true_negatives"):
        measured(getattr(tf.metrics, f"{kind}_at_thresholds"), labels, said, [0.3, 0.5, 0.8], weights=given)
    measured(tf.metrics.sensitivity_at_specificity, labels, said, 0.5, weights=given)
    measured(tf.metrics.specificity_at_sensitivity, labels, said, 0.7, weights=given)
    measured(tf.metrics.mean_tensor, said, weights=given)
    measured(tf.metrics.mean_per_class_accuracy, labels, tf.constant([1, 1, 1, 0]), 3, weights=given)
    measured(tf.metrics.auc, labels, tf.constant([1, 0, 0, 1]), weights=given)
measured(tf.metrics.mean_cosine_distance, tf.eye(2), tf.constant([[0.0, 1.0], [0.0, 1.0]]), 1)

true = tf.constant([[0], [2], [1]], tf.int64)
likely = tf.constant([[0.1, 0.9, 0.0], [0.3, 0.1, 0.6], [0.2, 0.5, 0.3]])
for k in (1, 2):
    measured(tf.metrics.recall_at_k, true, likely, k)
    measured(tf.metrics.precision_at_k, true, likely, k, weights=tf.constant([1.0, 0.0, 2.0]))
    measured(tf.metrics.recall_at_k, true, likely, k, class_id=2)
measured(tf.metrics.recall_at_k, tf.constant([[0, 1], [2, 2], [1, 0]], tf.int64), likely, 2)
measured(tf.metrics.recall_at_k, tf.constant([0, 2, 1], tf.int64), likely, 1, name="flat")
measured(tf.metrics.precision_at_top_k, true, tf.constant([[0, 2], [1, 0], [1, 2]], tf.int64), 2)

for wrong in (
    lambda: tf.metrics.sensitivity_at_specificity(labels, said, 1.5),
    lambda: tf.metrics.specificity_at_sensitivity(labels, said, -0.5),
    lambda: tf.metrics.recall_at_k(tf.constant([[0]]), likely[:1], 1),
    lambda: tf.metrics.precision_at_thresholds(labels, tf.constant([1.0, 2.0]), [0.5]),
    lambda: tf.metrics.mean_tensor(said, tf.ones([3])),
):
    try:
        wrong()
    except (ValueError, TypeError, tf.errors.InvalidArgumentError) as error:
        print(type(error).__name__, str(error).split("\n")[0].split(" Received")[0])
