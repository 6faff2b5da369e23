"""An empty tensor keeps its rows when its texts are split or it becomes ragged; in characters a length below 0 is none."""
none = lambda *shape: tf.constant([], tf.string, shape=shape)
for f in (
    lambda: tf.strings.split(none(2, 0)), lambda: tf.strings.split(none(2, 1, 0)), lambda: tf.strings.split(none(0, 2)),
    lambda: tf.strings.bytes_split(none(2, 0)), lambda: tf.strings.unicode_split(none(2, 0, 3), "UTF-8"),
    lambda: tf.strings.unicode_decode(none(2, 0), "UTF-8"), lambda: tf.RaggedTensor.from_tensor(tf.zeros([3, 0, 2]), ragged_rank=2),
    lambda: tf.RaggedTensor.from_tensor(tf.zeros([3, 0])), lambda: tf.RaggedTensor.from_tensor(tf.zeros([3, 0]), padding=0.0),
    lambda: tf.RaggedTensor.from_tensor(tf.zeros([3, 2, 0]), ragged_rank=2), lambda: tf.strings.substr("abcdef", 3, -1),
    lambda: tf.strings.substr("abcdef", 3, -1, unit="UTF8_CHAR"), lambda: tf.strings.substr("abcdef", -2, -1),
    lambda: tf.strings.substr("abcdef", -2, -1, unit="UTF8_CHAR"), lambda: tf.strings.substr("abcdef", -2, 1, unit="UTF8_CHAR"),
):
    for call in (f, tf.function(f, autograph=False)):
        try:
            print(call())
        except tf.errors.InvalidArgumentError as error:
            print(type(error).__name__)
