"""from_row_splits, from_row_lengths, from_value_rowids, from_nested_row_splits and from_uniform_row_length cut flat values into rows."""

values = tf.constant([3, 1, 4, 1, 5, 9])
print(tf.RaggedTensor.from_row_splits(values=values, row_splits=[0, 3, 3, 6]))
print(tf.RaggedTensor.from_row_lengths(values=values, row_lengths=[4, 0, 2]))
print(tf.RaggedTensor.from_value_rowids(values=values, value_rowids=[0, 0, 2, 2, 2, 4]))
print(tf.RaggedTensor.from_value_rowids(values, [0, 0, 0, 1, 1, 1], nrows=4))
nested = tf.RaggedTensor.from_row_splits(tf.RaggedTensor.from_row_splits(values, [0, 2, 6]), [0, 1, 2])
print(nested, nested.ragged_rank, nested.shape)
print(tf.RaggedTensor.from_nested_row_splits(flat_values=values, nested_row_splits=[[0, 2, 3], [0, 1, 1, 6]]))
u = tf.RaggedTensor.from_uniform_row_length(values, uniform_row_length=2)
print(u, u.shape, u.uniform_row_length)
print(
    tf.RaggedTensor.from_tensor([[1, 2, 0], [3, 0, 0]], padding=0),
    tf.RaggedTensor.from_tensor([[1, 2], [3, 4]], lengths=[1, 2]),
)
print(tf.RaggedTensor.from_row_splits(tf.reshape(values, [3, 2]), [0, 1, 3]).shape)
