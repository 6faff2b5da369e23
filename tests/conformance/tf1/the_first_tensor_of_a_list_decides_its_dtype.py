"""In a list of values the first tensor decides of what dtype all are, wherever it stands; later tensors must agree."""

whole, half = tf.constant([2], tf.int64), tf.constant([1.5], tf.float64)


def dtype_of(build):
    try:
        return build().dtype.name
    except (TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


print(dtype_of(lambda: tf.concat([[1.5], half], 0)))
print(dtype_of(lambda: tf.concat([half, [1.5]], 0)))
print(dtype_of(lambda: tf.concat([[1], [2.5], half], 0)))
print(dtype_of(lambda: tf.concat([[1], [2], whole], 0)))
print(dtype_of(lambda: tf.stack([[1.5], half])))
print(dtype_of(lambda: tf.stack([1, whole[0]])))
print(dtype_of(lambda: tf.add_n([[1.5], half])))
print(dtype_of(lambda: tf.dynamic_stitch([[0], [1]], [[1.5], half])))
print(dtype_of(lambda: tf.concat([[1], half, whole], 0)))
print(dtype_of(lambda: tf.concat([[1.5], whole], 0)))
with tf.Session() as session:
    print(session.run(tf.concat([[1], [2.5], half], 0)), session.run(tf.dynamic_stitch([[0], [1]], [[2.5], half])))
