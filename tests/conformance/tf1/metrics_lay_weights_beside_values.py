"""Metrics take off or add a last axis where labels, predictions and weights differ by it, cast no errors and broadcast weights."""

def shown(title, make):
    with tf.Graph().as_default() as graph:
        try:
            value, update = make()
        except (TypeError, ValueError) as error:
            print(title, type(error).__name__, str(error).splitlines()[0].split(" Received")[0].split(" for '")[0])
            return
        with tf.Session() as sess:
            sess.run(tf.local_variables_initializer())
            sess.run(update)
            print(title, round(float(sess.run(update)), 5), round(float(sess.run(value)), 5), value.name)

c, m = tf.constant, tf.metrics
for weights in (2.0, [3.0], [1, 3], [[1.0], [3.0]], [[[1.0]]], [1.0, 2.0, 3.0]):
    shown("mean", lambda: m.mean([1.0, 2.0], weights))
    shown("column", lambda: m.mean([[1.0], [2.0]], weights))
    shown("accuracy", lambda: m.accuracy(c([1, 2]), c([[1.0], [3.0]]), weights))
    shown("squares", lambda: m.mean_squared_error(c([[1.0], [2.0]]), c([1.5, 4.0]), weights))
    shown("root", lambda: m.root_mean_squared_error(c([1.0, 2.0]), c([1.5, 4.0]), weights))
    shown("below", lambda: m.percentage_below(c([1.0, 2.0]), 1.5, weights))
    shown("auc", lambda: m.auc(c([True, False]), c([[0.3], [0.4]]), weights))
for title in ("true_positives", "false_negatives", "true_negatives", "false_positives", "precision", "recall"):
    metric = getattr(m, title)
    shown(title, lambda: metric(c([[1], [0], [1]]), c([1, 1, 0])))
    shown(title, lambda: metric([True, False, True], [[True], [True], [False]], weights=[[1.0], [2.0], [4.0]]))
    shown(title, lambda: metric([[True, False], [True, True]], [[True, True], [False, True]], weights=[1, 2]))
shown("precision", lambda: m.precision(c([1, 0]), c([1, 1, 0])))
shown("auc", lambda: m.auc(c([[True, False], [False, True], [True, True]]), c([[0.3, 0.2], [0.5, 0.4], [0.6, 0.5]]), weights=[[1.0, 2.0]]))
shown("squares", lambda: m.mean_squared_error(c([1]), c([1.7])))
shown("squares", lambda: m.mean_squared_error(c([1, 5]), c([2, 2])))
shown("absolute", lambda: m.mean_absolute_error(c([1]), c([1.7])))
shown("absolute", lambda: m.mean_absolute_error(c([1, 5]), c([[2], [3]]), weights=[[1], [0]]))
shown("relative", lambda: m.mean_relative_error(c([1.0, 2.0]), c([[1.0], [3.0]]), c([1.0, 2.0]), weights=[[1.0], [3.0]]))
