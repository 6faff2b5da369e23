"""Axes, shapes and sizes that no op takes are refused in TensorFlow's words, where NumPy's or Python's came through."""


def err(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, "|", str(error).split("\n")[0].partition("}} ")[2] or str(error).split("\n")[0])


x = tf.ones([2, 3])
for eager in (
    lambda: tf.reduce_mean(x, [0, 0]), lambda: tf.reverse(x, [0, 0]), lambda: tf.pad(x, [[1, 1], [-1, 0]]),
    lambda: tf.gather_nd(x, [[0, 0, 0]]), lambda: tf.linalg.solve(x, x), lambda: tf.linalg.inv(x),
    lambda: tf.einsum("ij->k", x), lambda: tf.einsum("ijk->i", x), lambda: tf.nn.softmax(x, 4),
    lambda: tf.nn.bias_add(x, 1.0), lambda: tf.nn.bias_add(x, [1.0, 2.0]),
    lambda: tf.strided_slice(x, [0], [1, 2]), lambda: tf.histogram_fixed_width(x, [1.0, 0.0]),
    lambda: tf.linalg.set_diag(x, [1.0]), lambda: tf.bitcast(x, tf.int64), lambda: tf.one_hot(x, 3),
    lambda: tf.dynamic_stitch([[0, 1]], [x, x]), lambda: tf.dynamic_partition(x, [0, 5], 2),
    lambda: tf.unstack(x, 5), lambda: tf.random.categorical([0.0], 1), lambda: tf.random.uniform(3),
    lambda: tf.matmul(x, x, transpose_a=True, adjoint_a=True), lambda: tf.linalg.diag_part(x[0]),
    lambda: tf.strings.substr(["ab", "cd"], [0, 1, 2], [1, 1, 1]), lambda: tf.strings.regex_replace("a", "(", "b"),
    lambda: tf.linalg.triangular_solve(x, x), lambda: tf.linalg.triangular_solve(tf.eye(2), tf.ones([3, 1])),
    lambda: tf.strings.unsorted_segment_join(["a", "b", "c"], [0, 1], 2), lambda: tf.tensordot(x, x, [[4], [0]]),
    lambda: tf.strings.regex_full_match("a", "[b"), lambda: x & x, lambda: ~x, lambda: tf.constant("a") | "b",
):  # fmt: skip
    err(eager)


def traced(function):
    err(tf.function(lambda: function(x)))


traced(lambda x: tf.reverse(tf.identity(x), [0, 0]))
traced(lambda x: tf.ensure_shape(tf.identity(x), [3, 3]))
traced(lambda x: tf.linalg.det(tf.identity(x)))
traced(lambda x: tf.nn.bias_add(x, 1.0))
traced(lambda x: tf.nn.in_top_k([0], tf.identity(x), 1))
traced(lambda x: tf.bitcast(tf.identity(x), tf.int64))
traced(lambda x: tf.einsum("ij->k", x))
traced(lambda x: tf.einsum("ijk->i", tf.identity(x)))
traced(lambda x: tf.split(tf.identity(x), 3, 9))
traced(lambda x: tf.sort(tf.reduce_sum(x)))
traced(lambda x: tf.argsort(x, axis=3))
traced(lambda x: tf.strings.unsorted_segment_join(["a", "b", "c"], [0, 1], 2))
for made in (
    lambda: tf.Variable(1.0, aggregation="sum"), lambda: tf.Variable(1.0, synchronization=5),
    lambda: tf.Variable(1.0, name=3), lambda: tf.Variable(1.0, name="").name,
    lambda: tf.Variable([1.0, 2.0, 3.0]).set_shape([4]),
):  # fmt: skip
    err(made)
