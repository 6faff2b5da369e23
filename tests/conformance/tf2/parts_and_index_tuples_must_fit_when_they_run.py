"""One part for each index tuple, of the size that the tuple leaves: anything else is refused, and nothing is stretched."""

for put in (
    lambda: tf.scatter_nd([[0]], [2, 1], [3]),
    lambda: tf.scatter_nd([[0]], [[2]], [3, 2]),
    lambda: tf.scatter_nd([[0]], 2, [3]),
    lambda: tf.scatter_nd(0, [2], [3]),
    lambda: tf.scatter_nd([[0]], [2], [0]),
    lambda: tf.scatter_nd([[0, 0]], [2], [3]),
    lambda: tf.scatter_nd([[0]], [2], [[3]]),
    lambda: tf.scatter_nd([[3]], [2], [3]),
    lambda: tf.scatter_nd([[0]], [2], [3]),
    lambda: tf.tensor_scatter_nd_sub([[-1, 3]], [[0]], [2, 1]),
    lambda: tf.tensor_scatter_nd_sub([[-1, 3]], [[0]], [[2]]),
    lambda: tf.tensor_scatter_nd_sub([[-1, 3]], [[0, 0, 0]], [2]),
    lambda: tf.tensor_scatter_nd_update([1, 2], [[0]], 5),
    lambda: tf.tensor_scatter_nd_add(1.0, [[0]], [2.0]),
    lambda: tf.tensor_scatter_nd_max([1, 2], 0, [2]),
    lambda: tf.tensor_scatter_nd_min([[1, 2]], [[0]], [[0, 5]]),
):
    try:
        print(put().numpy().tolist())
    except tf.errors.InvalidArgumentError as error:
        print(error.message.partition("}} ")[2])
