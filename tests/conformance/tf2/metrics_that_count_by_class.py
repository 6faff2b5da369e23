"""Overlap of regions and F scores are gathered class by class, in variables that the metric owns."""
import numpy as np

metrics = tf.keras.metrics
TRUE = np.array([[1, 1, 1], [1, 0, 0], [1, 1, 0]])
SAID = np.array([[0.2, 0.6, 0.7], [0.2, 0.6, 0.6], [0.6, 0.8, 0.0]], np.float32)


def told(name, f):
    try:
        print(name, f())
    except Exception as error:
        print(name, type(error).__name__, str(error).split("\n")[0][:150] if isinstance(error, ValueError) else "")


def overlap(*given, metric=metrics.MeanIoU, weights=None, **options):
    m = metric(**options)
    m.update_state(*given, sample_weight=weights)
    return m.result().numpy().tolist(), m.total_cm.numpy().tolist(), m.result().dtype.name


told("regions", lambda: overlap([0, 0, 1, 1], [0, 1, 0, 1], num_classes=2))
told("weighted", lambda: overlap([0, 0, 1, 1], [0, 1, 0, 1], num_classes=2, weights=[2, 1, 1, 4]))
told("of fractions", lambda: overlap([0, 0, 1, 1], [0, 1, 0, 1], num_classes=2, weights=[.3, .3, .3, .1], dtype="float32"))
told("one ignored", lambda: overlap([0, 0, 1, 2], [0, 1, 0, 1], num_classes=3, ignore_class=2))
told("out of range", lambda: overlap([0, 2, -1], [0, 1, 1], num_classes=2))
told("by rows", lambda: overlap([0, 0, 1, 1], SAID[:, :2].tolist() + [[.1, .2]], num_classes=2, sparse_y_pred=False))
told("in a picture", lambda: overlap([[0, 1], [1, 1]], [[0, 1], [1, 0]], num_classes=2))
told("some classes", lambda: overlap([0, 1, 2, 2], [0, 2, 2, 1], num_classes=3, target_class_ids=[0, 2], metric=metrics.IoU))
told("no such class", lambda: metrics.IoU(num_classes=2, target_class_ids=[2]))


def lives():
    m = metrics.MeanIoU(num_classes=2)
    m.update_state([0, 1], [0, 0])
    m.update_state([1, 1], [1, 1])
    before = m.result().numpy().tolist()
    m.reset_state()
    return before, m.result().numpy().tolist(), [(v.name, v.shape, v.dtype) for v in m.variables], m.get_config()


told("over batches", lives)


def score(metric=metrics.F1Score, weights=None, **options):
    m = metric(**options)
    m.update_state(TRUE, SAID, sample_weight=weights)
    return m.result().numpy().tolist(), [(v.name, v.shape) for v in m.variables], m.get_config()


for average in (None, "micro", "macro", "weighted"):
    told(average, lambda: score(average=average))
    told(average, lambda: score(average=average, threshold=0.5, weights=[1.0, 2.0, 3.0]))
told("beta", lambda: score(metrics.FBetaScore, beta=2.0, threshold=0.5))
for options in ({"average": "x"}, {"threshold": 2}, {"threshold": 2.0}, {"threshold": 0.0}):
    told(options, lambda: metrics.F1Score(**options))
for beta in (1, -1.0):
    told(beta, lambda: metrics.FBetaScore(beta=beta))
told("one dimension", lambda: metrics.F1Score().update_state([1, 0], [0.5, 0.2]))
told("nothing seen", lambda: metrics.F1Score().result())
told("other classes", lambda: [m.update_state(TRUE[:, :n], SAID[:, :n]) for m in [metrics.F1Score()] for n in (2, 3)])
