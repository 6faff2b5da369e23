"""Static shapes follow unknown dimensions as far as each operation allows."""

p = tf.placeholder(tf.float32, [None, 3])
q = tf.placeholder(tf.float32, [None, None])
u = tf.placeholder(tf.float32)
n = tf.placeholder(tf.int32, [])
for t in (p + 1.0, p + q, p + u, p * p, tf.matmul(p, tf.ones([3, 5])), tf.matmul(q, p), tf.matmul(p, p, transpose_a=True), tf.reduce_sum(p, 0), tf.reduce_sum(p, 1, keepdims=True), tf.reduce_sum(u), tf.reduce_mean(u, 1),
          tf.reshape(p, [-1, 3, 1]), tf.reshape(p, [n, 3]), tf.reshape(u, [2, 2]), tf.transpose(q), tf.concat([p, p], 0), tf.concat([p, q], 1), tf.stack([p, p]), tf.expand_dims(p, 1), tf.tile(p, [2, 2]), tf.one_hot(tf.cast(p[:, 0], tf.int32), 4),
          tf.argmax(p, 1), tf.gather(p, [0, 1]), tf.zeros([n, 2]), tf.fill([n], 1.0), tf.range(n), tf.shape(p), tf.shape(u), tf.nn.softmax(p), tf.cast(p, tf.int32), tf.where(p > 0), tf.boolean_mask(p, p[:, 0] > 0), p[0], p[1:], p[:, :2],
          p[n], p[:n], tf.squeeze(p), tf.random_normal(tf.shape(p)), tf.pad(p, [[1, 1], [0, 0]]), tf.cond(n > 0, lambda: p, lambda: q), tf.map_fn(lambda r: r * 2, p), tf.zeros_like(p), tf.unique(p[:, 0])[0], tf.einsum("ij,kj->ik", p, p),
          tf.py_func(lambda: 1.0, [], tf.float32), tf.identity(u), tf.nn.bias_add(p, [1.0, 2.0, 3.0]), tf.split(p, 3, 1)[0], tf.reverse(p, [0]), tf.cumsum(p), tf.nn.top_k(p, 2).values, tf.linspace(0.0, 1.0, n), tf.tensordot(q, p, 1), tf.placeholder_with_default([1.0], [None])):
    print(t.shape, end=" ")
print()
u.set_shape([None, 7])
print(u.shape, (u + 1.0).shape)
for bad in (lambda: p.set_shape([2]), lambda: u.set_shape([3, 8]), lambda: tf.matmul(p, tf.ones([4, 5])), lambda: p + tf.ones([2, 2]), lambda: tf.concat([p, tf.ones([2, 4])], 0)):
    try:
        bad()
    except ValueError as error:
        print("ValueError:", str(error).split(" for '")[0])
