"""Labels, predictions and weights whose ranks only a run tells are laid on each other then, as TensorFlow does it."""


def show(make):
    tf.reset_default_graph()
    made = make()
    for one in tf.get_default_graph().get_operations():
        about = "squeezable" in one.name or one.type in ("Equal", "Squeeze", "ExpandDims", "Rank")
        if about and "broadcastable" not in one.name:
            print(one.type, one.name, [source.name for source in one.inputs])
    return made


def told(function):
    try:
        print(function())
    except tf.errors.OpError as error:
        print(type(error).__name__)


def run(metric, feeds):
    session = tf.Session()
    session.run(tf.local_variables_initializer())

    def update_and_read():
        session.run(metric[1], feeds)
        return session.run(metric[0])

    told(update_and_read)


late = tf.placeholder
print("confusion matrix")
show(lambda: tf.confusion_matrix(late(tf.int64, [None, 1]), late(tf.int64, [None]), 3))
show(lambda: tf.confusion_matrix([0, 1], [1, 1], 3, weights=[1.0, 2.0], dtype=tf.float32))
tf.reset_default_graph()
a, b = late(tf.int64), late(tf.int64)
matrix = tf.confusion_matrix(a, b)
session = tf.Session()
told(lambda: session.run(matrix, {a: [[0], [1]], b: [1, 1]}))
told(lambda: session.run(matrix, {a: [0, 1], b: [[1], [1]]}))
told(lambda: session.run(matrix, {a: [[0], [1]], b: [[1], [1]]}))
c = late(tf.int64, [None, 1])
other = tf.confusion_matrix(a, c, num_classes=3)
told(lambda: session.run(other, {a: [0, 1], c: [[1], [1]]}))

print("metrics")
show(lambda: tf.metrics.accuracy(late(tf.int64, [None, 1]), late(tf.int64, [None])))
show(lambda: tf.metrics.accuracy(late(tf.int64), late(tf.int64)))
v, w = late(tf.float32), late(tf.float32)
mean = tf.metrics.mean(v, w)
run(mean, {v: [1.0, 2.0, 3.0], w: [[1.0], [0.0], [1.0]]})
run(mean, {v: [[1.0], [2.0], [3.0]], w: [1.0, 0.0, 1.0]})
run(mean, {v: [[1.0], [2.0], [3.0]], w: 2.0})
run(mean, {v: [[1.0, 5.0], [2.0, 6.0]], w: [1.0, 0.0]})
labels, predictions = late(tf.float32), late(tf.float32)
squared = tf.metrics.mean_squared_error(labels, predictions, w)
run(squared, {labels: [1.0, 2.0], predictions: [[3.0], [5.0]], w: [[1.0], [0.0]]})
run(squared, {labels: [[1.0], [2.0]], predictions: [3.0, 5.0], w: [1.0, 0.0]})
run(squared, {labels: [[1.0], [2.0]], predictions: [[3.0], [5.0]], w: [1.0, 0.0]})
wide = late(tf.float32, [None, 2])
squared = tf.metrics.mean_squared_error(labels, predictions, wide)
run(squared, {labels: [[1.0, 2.0]], predictions: [[3.0, 5.0]], wide: [[1.0, 0.0]]})
run(squared, {labels: [1.0, 2.0], predictions: [3.0, 5.0], wide: [[1.0, 0.0]]})
three = {labels: [1.0, 0.0, 1.0], predictions: [[0.9], [0.0], [0.0]], w: [[1.0], [3.0], [2.0]]}
run(tf.metrics.recall(labels, predictions, w), three)

print("losses")
show(lambda: tf.losses.sparse_softmax_cross_entropy(late(tf.int64), late(tf.float32)))
show(lambda: tf.losses.sparse_softmax_cross_entropy(late(tf.int64, [3, 1]), late(tf.float32, [3, 2]), [[1.0], [2.0], [3.0]]))
labels, logits, w = late(tf.int32), late(tf.float32, [None, 2]), late(tf.float32)
loss = tf.losses.sparse_softmax_cross_entropy(labels, logits, w)
session = tf.Session()
rows = {logits: [[1.0, 1.0], [1.0, 1.0]]}
told(lambda: "%.4f" % session.run(loss, {labels: [[0], [1]], w: [[1.0], [0.0]], **rows}))
told(lambda: "%.4f" % session.run(loss, {labels: [0, 1], w: [1.0, 0.0], **rows}))
print(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0], logits=[[1.0, 2.0]], name="z").name)
