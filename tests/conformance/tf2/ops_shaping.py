"""reshape, transpose, expand_dims, squeeze, concat, stack, unstack, split, tile, pad, reverse and roll rearrange."""
x = tf.reshape(tf.range(6), [2, 3])
print(x, tf.reshape(x, [-1]), tf.reshape(x, (3, -1)), tf.reshape(x[0, 0], []))
print(tf.transpose(x), tf.transpose(tf.zeros([2, 3, 4]), perm=[2, 0, 1]).shape)
print(tf.expand_dims(x, axis=0).shape, tf.expand_dims(x, -1).shape, tf.squeeze(tf.zeros([1, 2, 1])).shape,
      tf.squeeze(tf.zeros([1, 2, 1]), axis=0).shape)
print(tf.concat([x, x], axis=0), tf.concat([x, [[9], [9]]], axis=-1), tf.concat([[1], [2, 3]], 0))
print(tf.stack([[1, 2], [3, 4]]), tf.stack([[1, 2], [3, 4]], axis=1), tf.stack([1, 2, 3]))
print(tf.unstack(x), tf.unstack(x, axis=1))
print([t.numpy().tolist() for t in tf.split(x, 3, axis=1)], [t.shape[0] for t in tf.split(tf.range(6), [1, 2, 3])],
      [t.shape[0] for t in tf.split(tf.range(6), [1, -1])])
print(tf.tile([[1, 2]], multiples=[2, 2]), tf.repeat([1, 2], [2, 1]), tf.pad([[1]], [[1, 0], [0, 2]], constant_values=7))
print(tf.reverse(x, [1]), tf.roll([1, 2, 3], shift=1, axis=0), tf.broadcast_to([1, 2], [2, 2]))
print(tf.shape(x), tf.shape(x)[0], tf.size(x), tf.rank(x), tf.shape(x, out_type=tf.int64).dtype)
