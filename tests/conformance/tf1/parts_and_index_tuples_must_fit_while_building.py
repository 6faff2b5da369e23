"""That parts fit their index tuples is checked while the graph is built, for tensors as for variables."""

some = tf.constant([1.0, 2.0])
for build in (
    lambda: tf.gather_nd(0.0, tf.constant(0)),
    lambda: tf.gather_nd(tf.placeholder(tf.float32), tf.constant(0)),
    lambda: tf.gather_nd(tf.placeholder(tf.float32), tf.placeholder(tf.int32, (3, 1))),
    lambda: tf.scatter_nd(tf.constant(0), [1.0], [3]),
    lambda: tf.scatter_nd([[0]], 1.0, [3]),
    lambda: tf.scatter_nd([[0], [1]], [1.0, 2.0, 3.0], [3]),
    lambda: tf.scatter_nd([[0], [1]], [[1.0], [2.0]], [3, 2]),
    lambda: tf.scatter_nd([[0], [1]], tf.placeholder(tf.float32), [3]),
    lambda: tf.tensor_scatter_nd_update(some, tf.constant(0), [3.0]),
    lambda: tf.tensor_scatter_nd_update(tf.constant(1.0), [[0]], tf.constant([3.0])),
    lambda: tf.tensor_scatter_nd_add(some, [[0]], [3.0, 4.0]),
    lambda: tf.tensor_scatter_nd_max(some, [[0]], tf.constant(3.0)),
    lambda: tf.tensor_scatter_nd_sub([[1.0, 2.0]], [[0]], [[3.0]]),
):
    try:
        made = build()
        print(made.op.type, made.shape)
    except ValueError as error:
        print(str(error).partition(" for '")[0])
