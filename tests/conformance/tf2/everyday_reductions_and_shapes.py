"""The everyday reductions and shape functions take axis and keepdims as in NumPy."""
x = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
for name in ("reduce_sum", "reduce_mean", "reduce_max", "reduce_min", "reduce_prod"):
    op = getattr(tf, name)
    print(name, op(x).numpy(), op(x, axis=0).numpy(), op(x, axis=-1).numpy(), op(x, axis=1, keepdims=True).shape,
          op(x, [0, 1]).numpy())
print(tf.reduce_any(x > 5.0).numpy(), tf.reduce_all(x > 0.0, axis=1).numpy())
print(tf.argmax(x, axis=1), tf.argmin(x))
print(tf.reshape(x, [3, -1]).shape, tf.transpose(x).shape, tf.expand_dims(x, 0).shape, tf.squeeze(x[None, :, :, None]).shape)
print(tf.shape(x), tf.size(x), tf.rank(x))
