"""A loop counted to a limit, the invariants of a traced one and the rows of a map are checked for structure and size."""


def err(function):
    try:
        print(tf.nest.map_structure(lambda tensor: tensor.numpy().tolist(), function()))
    except Exception as error:
        lines = [line.strip() for line in str(error).split("\n") if line.strip()]
        wanted = [line for line in lines if line.startswith(("ValueError", "TypeError"))]
        print(type(error).__name__, "|", (wanted or lines)[0][:150])


start = tf.constant(0)
for limit in (4, -1, tf.constant(2)):
    err(lambda: tf.while_loop(lambda i: i < 10, lambda i: [i + 1], [start], maximum_iterations=limit))
    err(lambda: tf.while_loop(lambda i: i < 10, lambda i: i + 1, [start], maximum_iterations=limit))
    err(lambda: tf.while_loop(lambda i: i < 10, lambda i: (i + 1,), [start], maximum_iterations=limit))
err(lambda: tf.while_loop(lambda i: 1, lambda i: [i + 1], [start], maximum_iterations=2))
err(lambda: tf.while_loop(lambda i: i < 3, lambda i: [i + 1], [start], parallel_iterations=0))


def doubling(invariants):
    @tf.function
    def loop(x):
        return tf.while_loop(
            lambda i, a: i < 3, lambda i, a: (i + 1, tf.concat([a, x], 0)), [start, x], shape_invariants=invariants
        )[1]

    return lambda: loop(tf.constant([1.0, 2.0]))


scalar, any_row = tf.TensorShape([]), tf.TensorShape([None])
for given in (
    [scalar, any_row], [scalar, tf.TensorShape(None)], [None, None], [scalar, tf.TensorShape([5])], [scalar],
    (scalar, any_row), [scalar, [None]],
):  # fmt: skip
    err(doubling(given))

rows = tf.constant([[1.0, 2.0], [3.0, 4.0]])
err(lambda: tf.map_fn(lambda ab: ab[0], (rows, tf.ones([3])), fn_output_signature=tf.float32))
err(lambda: tf.map_fn(lambda row: row, rows, fn_output_signature=tf.TensorSpec([3], tf.float32)))
err(lambda: tf.map_fn(lambda row: row, []))
err(lambda: tf.scan(lambda a, row: a, tf.zeros([0])))
err(lambda: tf.foldl(lambda a, row: a, tf.zeros([0, 2])))
for fold in (tf.map_fn, tf.scan, tf.foldl, tf.foldr):
    err(lambda: fold(3, rows))
