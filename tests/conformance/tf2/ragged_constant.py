"""ragged.constant takes nested lists of any row lengths; ragged_rank says how many dimensions are cut, the rest is uniform."""
for r in (tf.ragged.constant([[1, 2], [], [3]]), tf.ragged.constant([[["a"], []], [["b", "c"]]]), tf.ragged.constant([[1.5], [2.5, 3.5]]),
          tf.ragged.constant([[[1, 2], [3, 4]], [[5, 6]]], ragged_rank=1), tf.ragged.constant([[], [1]], dtype=tf.int64)):
    print(r, r.shape, r.dtype.name, r.ragged_rank)
print(repr(tf.ragged.constant([[1, 2], [3]])))
print(type(tf.ragged.constant([1, 2])).__name__, tf.ragged.constant(5))
print(tf.ragged.constant([[1]], row_splits_dtype=tf.int32).row_splits.dtype, tf.ragged.constant([[1]]).row_splits.dtype)
for label, make in (("depth", lambda: tf.ragged.constant([[1], 2])), ("rank", lambda: tf.ragged.constant([[1]], ragged_rank=3)),
                    ("types", lambda: tf.ragged.constant([["a"], [1]]))):
    try:
        print(label, make())
    except (ValueError, TypeError) as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0])
