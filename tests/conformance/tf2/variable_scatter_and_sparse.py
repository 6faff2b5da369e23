"""scatter_* of a variable take IndexedSlices, scatter_nd_* take indices; gather_nd and sparse_read read."""
v = tf.Variable([1.0, 2.0, 3.0, 4.0])


def slices(values, indices):
    return tf.IndexedSlices(tf.constant(values), tf.constant(indices))


for name, values in (("scatter_add", [10.0, 20.0]), ("scatter_sub", [1.0, 1.0]), ("scatter_update", [5.0, 6.0]), ("scatter_mul", [2.0, 2.0]), ("scatter_div", [2.0, 3.0]), ("scatter_max", [100.0, 0.0]), ("scatter_min", [0.0, 1.0])):
    result = getattr(v, name)(slices(values, [0, 2]))
    print(name, v.numpy().tolist(), type(result).__name__)
v.scatter_nd_update([[3], [1]], [7.0, 8.0])
print(v.numpy().tolist(), v.scatter_nd_add([[0], [0]], [1.0, 1.0]).numpy().tolist(), v.scatter_nd_sub([[1]], [8.0]).numpy().tolist())
print(v.sparse_read([3, 0]).numpy(), v.gather_nd([[1], [3]]).numpy(), v.batch_scatter_update is not None)
try:
    v.scatter_add(slices([1.0], [9]))
except Exception as error:
    print(type(error).__name__)
print("slices print:", slices([1.0], [0]).values.numpy(), slices([1.0], [0]).indices.numpy(), slices([1.0], [0]).dense_shape)
