"""Reductions run over all axes, one, several or negative ones; means of integers are integers."""
x = tf.constant([[3.0, 1.0, 2.0], [6.0, 5.0, 4.0]])
for name in ("reduce_sum", "reduce_mean", "reduce_max", "reduce_min", "reduce_prod", "reduce_std", "reduce_variance",
             "reduce_logsumexp", "reduce_euclidean_norm"):
    op = getattr(tf.math, name)
    print(name, round(op(x).numpy().item(), 4), [round(v, 4) for v in op(x, axis=0).numpy().tolist()],
          op(x, axis=1, keepdims=True).shape, [round(v, 4) for v in op(x, axis=-1).numpy().tolist()])
print(tf.reduce_mean(tf.constant([1, 2])).numpy(), tf.reduce_sum([[1, 2], [3, 4]], axis=[0, 1]).numpy(), tf.reduce_sum(tf.zeros([0])).numpy())
print(tf.cumsum([1, 2, 3]).numpy(), tf.math.cumprod([1, 2, 3, 4]).numpy(), tf.cumsum(x, axis=1, reverse=True).numpy().tolist(),
      tf.cumsum([1, 2, 3], exclusive=True).numpy())
print(tf.argmax(x, axis=1).numpy(), tf.argmin(x, axis=0).numpy(), tf.math.argmax([1, 9, 3], output_type=tf.int32))
print(tf.reduce_max(tf.constant([], tf.float32)).numpy(), tf.reduce_mean(tf.zeros([0])).numpy())
for label, use in (("axis", lambda: tf.reduce_sum(x, axis=2)), ("bool", lambda: tf.reduce_sum([True, False]))):
    try:
        print(label, use())
    except (ValueError, tf.errors.InvalidArgumentError, TypeError) as error:
        print(label, type(error).__name__)
