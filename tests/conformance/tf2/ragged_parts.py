"""A ragged tensor shows its parts: values, flat_values, row_splits, nested_row_splits, row_lengths, nrows, bounding_shape."""
r = tf.ragged.constant([[[1, 2], [3]], [], [[4, 5, 6]]])
print(r.shape, r.ragged_rank, r.dtype, r.values, r.flat_values)
print(r.row_splits, [s.numpy().tolist() for s in r.nested_row_splits], r.nrows(), r.row_lengths(), r.row_lengths(axis=2))
print(r.bounding_shape(), r.bounding_shape(axis=1), r.nested_row_lengths()[1].numpy().tolist(), r.value_rowids(), r.row_starts(), r.row_limits())
print(r.to_list(), r.numpy(), r.shape.as_list(), r.shape.rank, len(r.to_list()), tf.size(r), tf.rank(r))
print(tf.shape(r))
print(isinstance(r, tf.RaggedTensor), tf.is_tensor(r), r.uniform_row_length)
