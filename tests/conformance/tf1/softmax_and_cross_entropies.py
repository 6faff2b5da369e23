"""softmax and the cross entropies give values, shapes, names and gradients; labels and logits must be named.

The gradient of softmax_cross_entropy_with_logits stops at the labels; the _v2 form follows them too."""
import numpy as np

def r(value):
    return (np.round(np.float64(value), 4) + 0.0).tolist()

logits = tf.constant([[2.0, 1.0, 0.0], [0.0, 0.0, 3.0]], name="logits")
labels = tf.constant([[1.0, 0.0, 0.0], [0.0, 0.5, 0.5]], name="labels")
classes = tf.constant([0, 2], name="classes")
with tf.Session() as sess:
    for z in (tf.nn.softmax(logits), tf.nn.log_softmax(logits), tf.nn.softmax(logits, axis=0), tf.nn.softmax(logits, dim=-1, name="probabilities"),
              tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits),
              tf.nn.weighted_cross_entropy_with_logits(targets=labels, logits=logits, pos_weight=2.0),
              tf.nn.sparse_softmax_cross_entropy_with_logits(labels=classes, logits=logits)):
        print(z.shape, z.dtype.name, r(sess.run(z)), r(sess.run(tf.gradients(z[0], logits)[0])))
    old = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    new = tf.nn.softmax_cross_entropy_with_logits_v2(labels=labels, logits=logits)
    print(old.shape, r(sess.run(old)), r(sess.run(new)))
    print(r(sess.run(tf.gradients(old, logits)[0])), tf.gradients(old, labels))
    print(r(sess.run(tf.gradients(new, logits)[0])), r(sess.run(tf.gradients(new, labels)[0])))
    print(r(sess.run(tf.nn.softmax([1000.0, 0.0]))), r(sess.run(tf.nn.sigmoid_cross_entropy_with_logits(labels=[0.0, 1.0], logits=[1000.0, 1000.0]))))
    print(tf.nn.softmax(logits).name, tf.nn.softmax(logits).op.type)
    try:
        print(sess.run(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 3], logits=logits)))
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__, "label value" in str(error))
for bad in (lambda: tf.nn.softmax_cross_entropy_with_logits(logits, labels), lambda: tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits[:, :2]),
            lambda: tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits),
            lambda: tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0.0, 1.0], logits=logits),
            lambda: tf.nn.sigmoid_cross_entropy_with_logits(labels=labels[0], logits=logits), lambda: tf.nn.sigmoid_cross_entropy_with_logits(logits, labels)):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", str(error).split(" for '")[0].splitlines()[0][:110])
