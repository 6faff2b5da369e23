"""A sample of the gamma distribution has a gradient to its parameters: how the sample moves as they do."""

tf.random.set_seed(3)
alpha = tf.constant([0.5, 2.0, 7.0])
beta = tf.constant([1.0, 2.0, 0.5])
with tf.GradientTape(persistent=True) as tape:
    tape.watch([alpha, beta])
    samples = tf.random.gamma([4], alpha, beta, seed=1)
    one = tf.random.gamma([], alpha, seed=2)
    poisson = tf.random.poisson([2], tf.stop_gradient(alpha))
print(samples.shape, [round(float(v), 3) for v in tape.gradient(samples, alpha)])
print([round(float(v), 3) for v in tape.gradient(samples, beta)], [round(float(v), 3) for v in tape.gradient(one, alpha)])
print(tape.gradient(poisson, alpha))
