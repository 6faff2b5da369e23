"""A flag must be a bool and a unit a text, shapes are not stretched by clip_by_value, order is asked without subtracting."""


def show(call):
    try:
        found = call()
        print([one.numpy().tolist() for one in (found if isinstance(found, tuple) else [found])])
    except (TypeError, ValueError, tf.errors.InvalidArgumentError) as error:
        print(type(error).__name__, str(error).splitlines()[0])


for call in (
    lambda: tf.linalg.solve([[1.0]], [[1.0]], adjoint=1),
    lambda: tf.linalg.inv([[1.0]], adjoint="a"),
    lambda: tf.linalg.qr([[1.0]], full_matrices=1),
    lambda: tf.strings.substr("abc", 0, 1, unit=3),
    lambda: tf.strings.length("abc", unit=3),
    lambda: tf.strings.unsorted_segment_join(["a"], [0], 1, separator=1),
    lambda: tf.strings.reduce_join(["a"], separator=3),
    lambda: tf.io.decode_raw("abcd", tf.int32, little_endian=1),
    lambda: tf.roll([1, 2, 3], 2.5, 0),
    lambda: tf.linalg.norm([True]),
    lambda: tf.linalg.matmul([[True]], [[True]], adjoint_a=True),
    lambda: tf.clip_by_value(1.0, [0.0, -1.0], [1.0, 2.0]),
    lambda: tf.clip_by_value([1.0, 2.0], 1.5, [0.0, 1.0]),
    lambda: tf.clip_by_value([1.0, 2.0, 3.0], [[1.5, 1.5, 1.5]], 3.0),
    lambda: tf.nn.weighted_moments(tf.constant([1.0, 2.0]), [0], tf.constant([1, 3])),
    lambda: tf.math.is_strictly_increasing(tf.constant([2, 5, 1, 0], tf.uint8)),
    lambda: tf.math.is_strictly_increasing(tf.constant([-128, 127], tf.int8)),
    lambda: tf.math.is_non_decreasing(tf.constant([1, 1, 2])),
    lambda: tf.math.is_non_decreasing(tf.constant(["a", "b"])),
    lambda: tf.debugging.assert_less(2, 1, message=5),
    lambda: tf.strings.reduce_join(tf.zeros([2, 0], tf.string), 0),
    lambda: tf.strings.reduce_join(tf.zeros([2, 0], tf.string), 1),
):
    show(call)
try:
    tf.roll([1, 2, 3], [[1]], [[0]])
except tf.errors.InvalidArgumentError as error:
    print(error.message.partition("}} ")[2])
