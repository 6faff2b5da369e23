"""gather and gather_nd read by index, scatter_nd and tensor_scatter_nd_* write into new tensors."""
x = tf.constant([[1, 2, 3], [4, 5, 6]])
print(tf.gather(x, [1, 0, 1]), tf.gather(x, indices=[2, 0], axis=1), tf.gather(x, 1), tf.gather(x, [[0], [1]], batch_dims=1))
print(tf.gather_nd(x, indices=[[0, 1], [1, 2]]), tf.gather_nd(x, [[1]]), tf.gather_nd(x, [0, 0]))
print(tf.scatter_nd(indices=[[1], [3], [1]], updates=[10, 20, 30], shape=[5]))
base = tf.constant([10, 10, 10, 10])
for name in ("update", "add", "sub", "max", "min"):
    op = getattr(tf, "tensor_scatter_nd_" + name)
    print(name, op(base, indices=[[0], [2]], updates=[5, 15]).numpy(), base.numpy())
print(tf.tensor_scatter_nd_update(x, [[0, 0], [1, 1]], [100, 200]), tf.tensor_scatter_nd_add(x, [[0], [0]], [[1, 1, 1], [2, 2, 2]]))
print(tf.nn.embedding_lookup(tf.constant([[0.0, 1.0], [2.0, 3.0]]), [1, 1, 0]))
print(tf.math.top_k([3, 1, 4, 1, 5], k=2))
values, indices = tf.math.top_k([[1.0, 3.0, 2.0]], 2, sorted=True)
print(values.numpy(), indices.numpy())
for label, use in (("gather", lambda: tf.gather(x, [5])), ("gather_nd", lambda: tf.gather_nd(x, [[0, 7]])),
                   ("scatter", lambda: tf.scatter_nd([[9]], [1], [3]))):
    try:
        use()
    except tf.errors.InvalidArgumentError as error:
        print(label, str(error).splitlines()[0].split("}} ")[-1])
