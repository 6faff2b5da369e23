"""A list with tensors in it is packed, cast where a dtype is asked for, and no constant; all its tensors have one dtype."""
import numpy as np


def say(f):
    for call in (f, tf.function(f, autograph=False)):
        try:
            print(repr(call()).replace("\n", " "))
        except Exception as error:
            print(type(error).__name__)


one, two, long = tf.constant(1), tf.constant(2.0), tf.constant(1, tf.int64)
for f in (
    lambda: tf.convert_to_tensor([one, two]),
    lambda: tf.convert_to_tensor([one, one], tf.float32),
    lambda: tf.convert_to_tensor([[one, 2], [3, 4]], tf.float64),
    lambda: tf.convert_to_tensor([[one], [two]]),
    lambda: tf.constant([1.0]) + [one],
    lambda: tf.reshape(tf.constant([1.0, 2.0]), [two, 1]),
    lambda: tf.reshape(tf.constant([1.0, 2.0]), [long, 2]),
    lambda: tf.reshape(tf.constant([1.0, 2.0]), [long, one + 1]),
    lambda: tf.zeros([long, one]),
    lambda: tf.gather(tf.constant([1.0, 2.0]), [one, long]),
    lambda: tf.searchsorted([1.0, 3.0], [two, two * 2]),
    lambda: tf.constant([one, one]),
    lambda: tf.constant([1, one]),
    lambda: tf.constant([one], tf.float32),
    lambda: tf.constant([[1.0], [two]]),
    lambda: tf.constant([tf.constant([1, 2]), [3, 4]]),
    lambda: tf.identity_n([]),
    lambda: tf.shape_n([]),
    lambda: tf.shape_n(tf.constant([[1], [2]])),
    lambda: tf.concat([], 0),
    lambda: tf.dynamic_stitch(tf.constant([[0], [1]]), tf.constant([[1.0], [2.0]])),
    lambda: tf.dynamic_stitch([[0], [1]], tf.constant([[1.0], [2.0]])),
    lambda: tf.add_n(7),
    lambda: tf.constant([[1.0, 2.0]])[one - 1 :, : one + 1],
    lambda: tf.constant([[1.0, 2.0]])[one - 1 :, :long],
    lambda: tf.constant([[1.0, 2.0]])[one - 1, long],
    lambda: tf.constant([[1.0, 2.0]])[0, long],
    lambda: tf.constant([[1.0, 2.0]])[0, tf.constant(1, tf.uint8)],
    lambda: tf.constant([1, 2j], tf.complex128),
    lambda: abs(tf.constant([3 + 4j])),
    lambda: +one,
):
    say(f)
graph = tf.Graph()
with graph.as_default():
    x, i, j = (tf.compat.v1.placeholder(kind, shape) for kind, shape in (("float32", [3, 4]), ("int32", []), ("int64", [])))
    for part in (x[i], x[i:], x[:i, 1], x[j], x[1:, j:2], x[..., i], tf.reshape(x, [j, 4]), tf.zeros([j, 2])):
        print(part.name, part.shape)
print([(op.name, [t.name for t in op.inputs]) for op in graph.get_operations()])
