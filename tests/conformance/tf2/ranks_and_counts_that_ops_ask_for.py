"""Ranks of what `in_top_k` compares, and the count, axis and dtype of `linspace`."""
def told(call):
    try:
        found = call()
        return found.dtype.name, found.numpy().tolist()
    except (TypeError, ValueError, tf.errors.InvalidArgumentError) as error:
        return type(error).__name__, (str(error).partition("}} ")[2] or str(error)).partition(" [Op:")[0][:110]

for call in (lambda: tf.nn.in_top_k([0, 1], [[1.0, 2.0]], 1), lambda: tf.nn.in_top_k([0], [1.0, 2.0], 1), lambda: tf.nn.in_top_k([[0]], [[1.0, 2.0]], 1), lambda: tf.nn.in_top_k([1], [[1.0, 2.0]], 1),
             lambda: tf.nn.in_top_k(tf.constant([], tf.int32), tf.zeros([1, 0]), 5), lambda: tf.nn.in_top_k([0], tf.constant([[1, 2]], tf.int64), 1), lambda: tf.nn.in_top_k(tf.constant([0]), tf.constant([[1, 2]]), 1),
             lambda: tf.linspace(2.0, 5.0, -1), lambda: tf.linspace(2.0, 5.0, 0), lambda: tf.linspace(1.0, 5.0, [3]), lambda: tf.linspace(1.0, 5.0, 2.5), lambda: tf.linspace(1.0, 5.0, 3, axis=1),
             lambda: tf.linspace(tf.constant(1.0, tf.float16), 5.0, 3), lambda: tf.linspace([[1.0]], [[2.0]], 3, axis=-1)):
    print(told(call))
