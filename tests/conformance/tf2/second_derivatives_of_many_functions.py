"""Second derivatives by nested tapes through several kinds of functions."""
x = tf.constant(0.7)
for label, f in (("x**4", lambda t: t ** 4), ("sin", tf.sin), ("exp", tf.exp), ("tanh", tf.tanh), ("sigmoid", tf.sigmoid), ("log", tf.math.log), ("sqrt", tf.sqrt), ("1/x", lambda t: 1.0 / t),
                 ("softplus", tf.nn.softplus), ("matmul", lambda t: tf.reduce_sum(tf.matmul([[t, t * t]], [[t], [1.0]]))), ("softmax", lambda t: tf.nn.softmax(tf.stack([t, 2.0 * t, 0.0]))[0]),
                 ("xent", lambda t: tf.nn.softmax_cross_entropy_with_logits([0.0, 1.0], tf.stack([t, t * t]))), ("mean", lambda t: tf.reduce_mean(tf.stack([t, t ** 3]))), ("relu", tf.nn.relu)):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = f(x)
        first = inner.gradient(y, x)
    second = outer.gradient(first, x)
    print(label, round(first.numpy().item(), 4), second if second is None else round(second.numpy().item(), 4) + 0.0)
