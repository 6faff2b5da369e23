"""The shape of a ragged tensor is its cuts and an inner shape: it is looked at, indexed, compared, and filled."""
Shape = tf.experimental.DynamicRaggedShape


def attempt(compute):
    try:
        print(compute())
    except Exception as error:
        print(type(error).__name__, str(error))


rt = tf.ragged.constant([[1], [2, 3, 4], [5, 6]])
deep = tf.ragged.constant([[[1, 2], [3]], [], [[4, 5, 6]]])
print(tf.shape(tf.constant([["a", "b"], ["c", "d"]])), tf.shape(rt), tf.shape(rt).static_lengths(), rt.shape)
print(tf.reshape(["a", "b", "c", "d", "e", "f"], tf.shape(rt)), tf.zeros(tf.shape(rt)), tf.ones(tf.shape(rt), tf.int32), tf.fill(tf.shape(rt), "x"))
print(Shape([tf.experimental.RowPartition.from_row_lengths([5, 3, 2])], [10, 8]), Shape.from_lengths([4, (2, 1, 0, 8), 12]))
for shape in (
    tf.shape(rt), tf.shape(deep), Shape.from_tensor(rt), Shape.from_tensor([[1, 2], [3, 4]]), Shape.from_lengths([]),
    Shape.from_lengths([2, 2, 3], num_row_partitions=1), Shape.from_lengths([2, (3, 2), 2], num_row_partitions=2),
    Shape.from_lengths([2, (3, 2), 2, 5]), Shape.from_row_partitions(tf.shape(deep).row_partitions),
):  # fmt: skip
    print(shape, shape.rank, shape.num_row_partitions, shape.inner_rank, shape.inner_shape, shape.row_partitions)
    print(shape.dtype, shape.with_dtype(tf.int64).dtype, shape.static_lengths(), shape.static_lengths(ragged_lengths=False))
    print([shape.is_uniform(axis) for axis in range(shape.rank)], tf.ones(shape), shape == shape, shape != shape)
    for index in (0, 1, 2, -1, 5, True, "a", slice(0, 1), slice(1, 3), slice(None, 2), slice(None), slice(-1, None), slice(None, None, 2)):
        attempt(lambda: shape[index])
    attempt(lambda: shape.is_uniform(-1))
    attempt(lambda: shape.is_uniform(7))
    attempt(lambda: shape.is_uniform("a"))
print(Shape.from_lengths([2, (3, 2)]) == Shape.from_lengths([2, (2, 3)]), Shape.from_lengths([2, 2]) == Shape.from_lengths([2, 2], dtype=tf.int32))
print(Shape.from_lengths([2, 2]) != Shape.from_lengths([2, 2], num_row_partitions=1), Shape.from_lengths([2, 2]) == 3)
attempt(lambda: hash(tf.shape(rt)))
for lengths in ((2, 3), [2, "a"], [2, (3,)], [2, (1, 2, 3)], [(1, 2)], [2, (1, 2), (3,)]):
    attempt(lambda: Shape.from_lengths(lengths))
for count in (2, "a"):
    attempt(lambda: Shape.from_lengths([2, 2], num_row_partitions=count))
attempt(lambda: Shape.from_lengths([], num_row_partitions=1))
attempt(lambda: Shape.from_row_partitions([]))
attempt(lambda: Shape(3, [2]))
attempt(lambda: Shape([3], [2]))
attempt(lambda: Shape.from_lengths([2], dtype=tf.float32))
attempt(lambda: len(tf.shape(rt)))
