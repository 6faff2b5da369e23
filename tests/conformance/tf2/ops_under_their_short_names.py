"""The everyday functions are there under tf and under tf.math alike, with the same results."""
x, y = tf.constant([1.5, -0.5]), tf.constant([1.0, 2.0])
print(tf.floor(x).numpy(), tf.math.ceil(x).numpy(), tf.math.round(x).numpy(), tf.minimum(x, y).numpy(), tf.maximum(x, y).numpy(), tf.subtract(x, y).numpy())
print(tf.reduce_min(x).numpy(), tf.math.reduce_min(x, axis=0).numpy(), tf.math.reduce_max(x, axis=0).numpy(), tf.reduce_prod(x).numpy())
print(round(tf.reduce_logsumexp(x).numpy().item(), 4), tf.math.cumsum(x).numpy(), tf.cumsum(x).numpy(), tf.math.reduce_sum(x).numpy())
