"""`arg_max` takes a dimension, logits of other classes than the labels are found by a run, and 1 and 0 come before depth."""
import numpy as np

x = tf.constant([[1.0, 3.0, 2.0], [5.0, 0.0, 4.0]])


def attempt(function, *arguments, **named):
    try:
        print(function(*arguments, **named))
    except Exception as error:
        lines = str(error).splitlines()
        print(type(error).__name__, "|", next((line for line in lines if "must be broadcastable" in line), lines[0]))


for function in (tf.arg_max, tf.arg_min):
    attempt(function, x, 1)
    attempt(function, x, dimension=0)
    attempt(function, x, 1, tf.int32, "place")
    attempt(function, x)
    attempt(function, x, axis=1)

logits, labels = tf.placeholder(tf.float32, [None, 3], "logits"), tf.placeholder(tf.float32, [None, 6], "labels")
loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
print(loss, [one.shape.as_list() for one in loss.op.inputs[0].op.inputs])
told = tf.nn.softmax_cross_entropy_with_logits_v2(labels=tf.nn.softmax(x), logits=logits)
print(told, [one.shape.as_list() for one in told.op.inputs[0].op.inputs])
attempt(tf.nn.softmax_cross_entropy_with_logits_v2, labels=tf.zeros([2, 4]), logits=x)
with tf.Session() as sess:
    attempt(sess.run, loss, {logits: np.ones((2, 3)), labels: np.ones((2, 6))})
    print(np.round(sess.run(told, {logits: [[1, 0, 0], [0, 1, 2]]}).astype(float), 4).tolist())

with tf.Graph().as_default() as graph:
    tf.one_hot(tf.placeholder(tf.int32, [None]), 4, dtype=tf.float32)
    tf.one_hot([1, 2], 3, on_value=2, off_value=5, name="given")
    tf.ones_like([1, 2])
    print([op.name for op in graph.get_operations()])
