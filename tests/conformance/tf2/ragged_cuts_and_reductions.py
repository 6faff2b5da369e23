"""Rows are asked for: cuts that are none are refused, and reductions go along any axes of ragged rows, in a trace too."""

RP = tf.experimental.RowPartition
RT = tf.RaggedTensor


def t(label, f):
    try:
        print(label, "=", f())
    except Exception as e:
        print(label, "!", type(e).__name__, str(e).splitlines()[0])


t("a", lambda: RP.from_row_splits([1, 2]))
t("b", lambda: RP.from_row_splits([0, 3, 2]))
t("c", lambda: RP.from_row_splits([]))
t("d", lambda: RP.from_row_lengths([1, -2]))
t("e", lambda: RP.from_value_rowids([1, 0]))
t("e2", lambda: RP.from_value_rowids([0, 3], nrows=2))
t("e3", lambda: RP.from_value_rowids([-1, 0]))
t("f", lambda: RP.from_row_starts([1, 2], 3))
t("f2", lambda: RP.from_row_starts([0, 4], 3))
t("f3", lambda: RP.from_row_starts([0, 3, 2], 5))
t("g", lambda: RP.from_row_limits([3, 2]))
t("g2", lambda: RP.from_row_limits([-3, 2]))
t("h", lambda: RP.from_uniform_row_length(2, nvals=5))
t("h2", lambda: RP.from_uniform_row_length(2, nvals=6, nrows=2))
t("h3", lambda: RP.from_uniform_row_length(-2, nvals=6))
t("h4", lambda: RP.from_uniform_row_length(0, nvals=6))
t("h5", lambda: RP.from_uniform_row_length(0, nvals=0, nrows=4))
t("i", lambda: RT.from_row_splits([1, 2, 3], [1, 2]))
t("i2", lambda: RT.from_row_splits([1, 2, 3], [0, 2]))
t("i3", lambda: RT.from_row_splits([1, 2, 3], [0, 2, 1]))
t("i4", lambda: RT.from_row_splits([1, 2, 3], []))
t("j", lambda: RT.from_row_lengths([1, 2, 3], [1, 1]))
t("j2", lambda: RT.from_row_lengths([1, 2, 3], [4, -1]))
t("k", lambda: RT.from_value_rowids([1, 2, 3], [0, 1]))
t("k2", lambda: RT.from_value_rowids([1, 2, 3], [0, 2, 1]))
t("k3", lambda: RT.from_value_rowids([1, 2, 3], [0, 2, 3], nrows=2))
t("k4", lambda: RT.from_value_rowids([1, 2, 3], [-1, 2, 3]))
t("l", lambda: RT.from_row_starts([1, 2, 3], [0, 4]))
t("l2", lambda: RT.from_row_starts([1, 2, 3], [1]))
t("m", lambda: RT.from_row_limits([1, 2, 3], [1, 2]))
t("m2", lambda: RT.from_row_limits([1, 2, 3], [2, 1]))
t("n", lambda: RT.from_uniform_row_length([1, 2, 3], 2))
t("n2", lambda: RT.from_uniform_row_length([1, 2, 3, 4], 2, nrows=1))
t("n3", lambda: RT.from_uniform_row_length([1, 2, 3, 4], 0))
t("n4", lambda: RT.from_uniform_row_length([], 0, nrows=3))
t("n5", lambda: RT.from_uniform_row_length([1, 2], -1))
t("p", lambda: RT.from_row_splits([1, 2, 3], [[0, 3]]))
t("q", lambda: RT.from_row_splits([1, 2, 3], [0.0, 3.0]))
t("r", lambda: RT.from_row_lengths([1, 2, 3], [[3]]))
t("s", lambda: RT.from_row_splits([1, 2, 3], [0, 2], validate=False).row_splits)
t("u", lambda: RT.from_value_rowids([1, 2, 3], [0, 0, 1], nrows=-1))
for axis in (0, 1, 2, [0, 1], [1, 2], None, -1, 3):
    for fn in ("reduce_sum", "reduce_mean", "reduce_max", "reduce_any", "reduce_std"):
        rt = tf.ragged.constant([[[1.0, 2], [3.0]], [[4, 5, 6]], []])
        if fn == "reduce_any":
            rt = rt > 2
        t(f"{fn} {axis}", lambda: getattr(tf, fn)(rt, axis) if fn != "reduce_std" else tf.math.reduce_std(rt, axis))


@tf.function
def g(rt):
    return tf.reduce_sum(rt, 0), tf.reduce_sum(rt, 1), tf.reduce_max(rt, 2), tf.reduce_mean(rt, 0)


t("graph", lambda: g(tf.ragged.constant([[[1.0, 2], [3.0]], [[4, 5, 6]], []])))
