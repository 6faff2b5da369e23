"""A RaggedTensor is a flat list of values cut into rows, given by row lengths or row splits; a wrong cut is an InvalidArgumentError."""
values = [3, 1, 4, 1, 5, 9, 2]
for r in (tf.RaggedTensor.from_row_splits(values, [0, 4, 4, 7]), tf.RaggedTensor.from_row_lengths(values, [4, 0, 3]),
          tf.RaggedTensor.from_value_rowids(values, [0, 0, 0, 0, 2, 2, 2]), tf.RaggedTensor.from_row_starts(values, [0, 4, 4]),
          tf.RaggedTensor.from_row_limits(values, [4, 4, 7])):
    print(r, r.shape, r.row_splits.numpy().tolist(), r.row_lengths().numpy().tolist())
print(r.values, r.nrows().numpy(), r.ragged_rank, r.value_rowids().numpy().tolist())
for label, make in (("splits", lambda: tf.RaggedTensor.from_row_splits(values, [0, 4, 9])),
                    ("lengths", lambda: tf.RaggedTensor.from_row_lengths(values, [4, 4])),
                    ("order", lambda: tf.RaggedTensor.from_row_splits(values, [0, 5, 3, 7]))):
    try:
        make()
    except tf.errors.InvalidArgumentError as error:
        print(label, type(error).__name__)
