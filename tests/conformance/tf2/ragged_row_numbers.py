"""Row splits and row numbers say the same; with one batch dimension each row is gathered from the row of its number."""

rt = tf.ragged.constant([[1, 2, 3], [4], [5, 6]])
deep = tf.ragged.constant([[[1, 2], [3]], [[7]], [[4, 5, 6]]])
places = tf.ragged.constant([[0, 2], [], [1]])
print(tf.gather(rt, places, batch_dims=1), tf.gather(deep, tf.ragged.constant([[1, 0], [], [0]]), batch_dims=1))
print(tf.gather(rt, places))
print(tf.ragged.row_splits_to_segment_ids([0, 3, 3, 5]), tf.ragged.segment_ids_to_row_splits([0, 0, 2, 2, 2]))
print(tf.ragged.segment_ids_to_row_splits([0, 0, 2], num_segments=5))
print(tf.ragged.row_splits_to_segment_ids(rt.row_splits))
rows = tf.experimental.RowPartition.from_value_rowids([0, 0, 2], nrows=4)
print(rows, rows.nrows(), rows.row_lengths(), rows.row_starts(), rows.offsets_in_rows())
