"""Classes out of bounds are refused, a curve is interpolated with care, and what no number names is "at k"."""
p = tf.placeholder(tf.int32, [None], name="p")
scores, labels = tf.placeholder(tf.float32, [None]), tf.placeholder(tf.bool, [None])
sess = tf.Session()


def told(call):
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, str(error))
    except tf.errors.InvalidArgumentError as error:
        lines = str(error).split("\n")
        print(type(error).__name__, *[line for line in lines if "assertion failed" in line][:1] or lines)


told(lambda: tf.confusion_matrix([0, 5], [1, 1], 2))
told(lambda: tf.confusion_matrix([0, 1], [1, 5], num_classes=2))
told(lambda: tf.confusion_matrix([0, -1], [1, 1]))
told(lambda: tf.confusion_matrix([0, 1], [-1, 1]))
for matrix in (tf.confusion_matrix(p, [1, 1], 2), tf.confusion_matrix([0, 1], p, 2), tf.confusion_matrix(p, [1, 1])):
    for value in ([0, 5], [0, -1], [0, 1]):
        told(lambda: sess.run(matrix, {p: value}).tolist())
value, update = tf.metrics.mean_iou(p, p, 2)
sess.run(tf.local_variables_initializer())
told(lambda: sess.run(update, {p: [0, 3]}))

for curve in ("PR", "ROC"):
    for method in ("careful_interpolation", "minoring"):
        value, update = tf.metrics.auc(labels, scores, curve=curve, summation_method=method, num_thresholds=20)
        sess.run(tf.local_variables_initializer())
        print(curve, method, value.name, update.name, sess.run(value).round(5))
        for some, true in (([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]), ([0.9, 0.2, 0.5, 0.5], [1, 1, 0, 0])):
            print(sess.run(update, {scores: some, labels: true}).round(5), sess.run(value).round(5))
told(lambda: tf.metrics.auc(labels, scores, summation_method="by eye"))

true, said = tf.constant([[0], [1]], tf.int64), tf.constant([[0], [0]], tf.int64)
print(*tf.metrics.precision_at_top_k(true, said), *tf.metrics.recall_at_top_k(true, said, class_id=1), sep="\n")
print([variable.name for variable in tf.local_variables() if "_at_" in variable.name])

ones = tf.ones([2, 2])
told(lambda: tf.reduce_sum(ones, 1, keep_dims=True, keepdims=True))
told(lambda: tf.argmax(ones, dimension=1, axis=1))
told(lambda: tf.argmax(ones, 0, None, 1, tf.int64, 4, 5))
