"""Kernels take a scalar where one value serves all, sizes that fit and axes that are there, and refuse anything else."""


def show(call):
    try:
        found = call()
        print(found.numpy().tolist(), found.dtype.name)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, str(error).splitlines()[0])
    except tf.errors.InvalidArgumentError as error:
        print(error.message.partition("}} ")[2].partition(" [Op:")[0])


for call in (
    lambda: tf.strings.regex_replace(["a"], tf.constant("a"), tf.constant(["b"])),
    lambda: tf.strings.regex_replace(["a"], tf.constant([["a"]]), "b"),
    lambda: tf.strings.regex_replace(["a"], tf.constant("a"), tf.constant("b")),
    lambda: tf.strings.regex_full_match(["a"], tf.constant(["a", "b"])),
    lambda: tf.strings.regex_full_match(["a"], tf.constant("a")),
    lambda: tf.strings.substr([" b "], -1, [1, 2, 3]),
    lambda: tf.strings.substr(["abc", "de"], [1, 0], [1]),
    lambda: tf.strings.substr(["abc", "de"], [[1], [0]], [[1], [2]]),
    lambda: tf.strings.join(["a"], separator=[]),
    lambda: tf.strings.reduce_join(["a"], keepdims=1),
    lambda: tf.linspace(tf.constant([2, 3], tf.uint8), tf.constant([1, 2], tf.uint8), 2),
    lambda: tf.linspace(tf.constant(0, tf.int16), tf.constant(10, tf.int16), 3),
    lambda: tf.linspace(0, 10, 3),
    lambda: tf.linspace(tf.constant(1 + 1j, tf.complex64), 2 - 1j, 3),
    lambda: tf.histogram_fixed_width_bins([-1.0, -1.0, -0.25], [-1.0, 1.0, 7.0]),
    lambda: tf.histogram_fixed_width([-1.0, -1.0, -0.25], [-1.0, 1.0, 7.0]),
    lambda: tf.round(tf.constant([1], tf.uint8)),
    lambda: tf.linalg.diag([1.0, 2.0], num_rows=0),
    lambda: tf.linalg.diag([1.0, 2.0], num_cols=1),
    lambda: tf.linalg.diag([1.0, 2.0], k=1, num_rows=1),
    lambda: tf.linalg.diag([1.0, 2.0], k=1, num_rows=2, num_cols=4),
    lambda: tf.one_hot([0], 3, on_value=1.0, off_value=[2.0]),
    lambda: tf.one_hot([0], 3, on_value=[[1.0]], off_value=2.0),
    lambda: tf.one_hot([0], 3, axis=2),
    lambda: tf.one_hot([0], 3, axis=-2),
    lambda: tf.one_hot([0], [3]),
    lambda: tf.repeat(5, 3, axis=0),
    lambda: tf.repeat(5, [2], axis=-1),
    lambda: tf.repeat(5, 2, axis=1),
    lambda: tf.gather_nd(tf.zeros([2, 0, 3]), [[[1]]]),
    lambda: tf.gather_nd(tf.zeros([0]), tf.zeros([0, 1], tf.int32)),
    lambda: tf.gather_nd(tf.zeros([0]), tf.zeros([0], tf.int32)),
    lambda: tf.math.unsorted_segment_sum(tf.zeros([1, 0]), [2], 2),
    lambda: tf.expand_dims([1.0], [[1, 0]]),
    lambda: tf.expand_dims([1.0], [0]),
):
    show(call)
