"""Shapes are broadcast, ragged and dense, and tensors to them: only uniform dimensions of one are repeated."""
Shape = tf.experimental.DynamicRaggedShape


def attempt(compute):
    try:
        print(compute())
    except Exception as error:
        print(type(error).__name__, str(error))


rt = tf.ragged.constant([[1, 2, 3], [4], [5, 6]])
column = tf.constant([[7], [8], [9]])
for one, other in (
    ([3, (1, 2, 3)], [3, 1]), ([3, (1, 2, 3)], [1]), ([3, (1, 2, 3)], []), ([3, (1, 2, 3), 2], [3, 1, 1]), ([3, (1, 2, 3)], [2, 1]),
    ([3, (1, 2, 3)], [3, (1, 2, 3)]), ([3, (1, 2, 3)], [3, (1, 2, 2)]), ([2, 2], [1, 2]), ([2, (2, 1), (1, 2, 3)], [2, (2, 1), 1]),
    ([2, (2, 1), (1, 2, 3)], [1, 1, 1]), ([1], [3, (2, 1, 0)]), ([1, 3], [3, (1, 2, 3)]), ([2, (2, 1)], [2, 2, 1]),
    ([1, (2,), 1], [2, 1, 3]), ([2, 1], [2, (3, 4)]), ([2, (1, 1)], [2, (3, 4)]),
):  # fmt: skip
    attempt(lambda: tf.broadcast_dynamic_shape(Shape.from_lengths(one), Shape.from_lengths(other)))
for value, lengths in (
    (3, [2, (3, 2)]), ([[1], [2]], [2, (3, 2)]), ([1, 2], [2, (3, 2)]), ([[[1]], [[2]]], [2, (3, 2), 2]), ([[1]], [2, (2, 1), (1, 2, 3)]),
    (5, [2, 2]), ([1, 2], [3, 2]),
):  # fmt: skip
    attempt(lambda: tf.broadcast_to(tf.constant(value), Shape.from_lengths(lengths)))
attempt(lambda: tf.broadcast_to(tf.ragged.constant([[1, 2, 3], [4, 5]]), Shape.from_lengths([2, (3, 2)])))
attempt(lambda: tf.broadcast_to(tf.ragged.constant([[1], [2]]), Shape.from_lengths([2, (3, 2)])))
attempt(lambda: tf.broadcast_to(rt, Shape.from_lengths([2, (3, 2)])))
attempt(lambda: tf.broadcast_to(rt, tf.shape(rt)))
attempt(lambda: tf.reshape(rt, Shape.from_lengths([2, (4, 2)])))
attempt(lambda: tf.reshape(rt, [2, 3]))
attempt(lambda: tf.reshape(rt, [-1]))


@tf.function
def filled(value, shape):
    return tf.broadcast_to(value, shape), tf.ones(shape)


@tf.function
def together(ragged, dense):
    shape = tf.broadcast_dynamic_shape(Shape.from_tensor(ragged), Shape.from_tensor(dense))
    print(shape, shape.rank, shape.static_lengths())
    return tf.broadcast_to(dense, shape)


for one, other in ((rt, column), (column, rt), (rt, tf.constant([7])), (rt, tf.constant([[7, 8, 9]])), (rt, tf.constant([[7, 8]])), (tf.constant([[1], [2]]), rt)):
    attempt(lambda: one + other)
attempt(lambda: rt + tf.ragged.constant([[1], [2], [3]]))
attempt(lambda: rt + rt.with_row_splits_dtype(tf.int32))
attempt(lambda: tf.ragged.constant([[[1, 2], [3]], [[7]]]) + tf.ragged.constant([[10, 20], [30]])[:, :, None])
attempt(lambda: tf.ragged.constant([[[1, 2], [3]], [], [[4, 5, 6]]]) + rt)
print(tf.where(rt > 2, rt, column), rt == tf.constant([[1], [4], [3]]))
attempt(lambda: tf.ragged.map_flat_values(tf.add, rt, tf.ragged.constant([[1], [2], [3]])))
attempt(lambda: tf.ragged.map_flat_values(tf.add, rt, tf.ragged.constant([[1], [2, 3, 4, 5], [6]])))
attempt(lambda: tf.ragged.map_flat_values(tf.add, rt, tf.constant([1, 2, 3, 4, 5, 6])))
attempt(lambda: tf.ragged.map_flat_values(tf.add, rt, column))
print(filled(column, tf.shape(rt)))
print(together(rt, column))
traced = together.get_concrete_function(tf.RaggedTensorSpec([None, None], tf.int32), tf.TensorSpec([None, None], tf.int32))
print(traced(rt, column), traced(tf.ragged.constant([[1, 2, 3], [4]]), tf.constant([[7], [8]])))
