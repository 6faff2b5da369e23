"""The gradients of reductions go to every element, to the winner, or in shares where several win."""
x = tf.constant([[1.0, 3.0, 3.0], [2.0, 0.5, 4.0]])
weights = tf.constant([1.0, 10.0])
for name in ("reduce_sum", "reduce_mean", "reduce_max", "reduce_min", "reduce_prod", "reduce_logsumexp", "reduce_std", "reduce_variance", "reduce_euclidean_norm"):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(getattr(tf.math, name)(x, axis=1) * weights)
    print(name, [[round(v, 3) for v in row] for row in tape.gradient(y, x).numpy().tolist()])
for label, f in (("cumsum", lambda t: tf.cumsum(t, axis=1)[:, 2]), ("cumprod", lambda t: tf.math.cumprod(t, axis=1)[:, 2]), ("norm", lambda t: tf.norm(t, axis=1)),
                 ("top_k", lambda t: tf.math.top_k(t, 1).values[:, 0]), ("l2_loss", lambda t: tf.nn.l2_loss(t) * tf.ones([2])), ("argmax", lambda t: tf.cast(tf.argmax(t, 1), tf.float32)),
                 ("clip_by_value", lambda t: tf.reduce_sum(tf.clip_by_value(t, 1.0, 3.0), 1)), ("clip_by_norm", lambda t: tf.reduce_sum(tf.clip_by_norm(t, 2.0, axes=[1]), 1))):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(f(x) * weights)
    g = tape.gradient(y, x)
    print(label, g if g is None else [[round(v, 3) for v in row] for row in g.numpy().tolist()])
