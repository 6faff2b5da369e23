"""Further functions of tf.math beyond the everyday ones."""
for name, t in (("lgamma", tf.math.lgamma([0.5, 4.0])), ("digamma", tf.math.digamma([1.0])), ("truncatediv", tf.truncatediv([7, -7], [2, 2])),
                ("truncatemod", tf.truncatemod([7, -7], [2, 2])), ("multiply_no_nan", tf.math.multiply_no_nan(float("inf"), 0.0)),
                ("bincount", tf.math.bincount([0, 1, 1, 3])), ("segment_sum", tf.math.segment_sum([1, 2, 3], [0, 0, 1])),
                ("unsorted_segment_sum", tf.math.unsorted_segment_sum([1, 2, 3], [0, 1, 0], 2)),
                ("sort", tf.sort([3, 1, 2], direction="DESCENDING")), ("argsort", tf.argsort([3, 1, 2])),
                ("searchsorted", tf.searchsorted([1, 3, 5], [3, 6])), ("confusion", tf.math.confusion_matrix([0, 1], [1, 1]))):
    print(name, t.numpy().tolist() if t.dtype.is_integer else [round(v, 4) for v in tf.reshape(t, [-1]).numpy().tolist()])
print(tf.unique([1, 1, 2, 4, 1]))
