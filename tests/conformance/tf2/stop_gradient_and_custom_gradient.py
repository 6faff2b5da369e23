"""tf.stop_gradient makes its argument a constant to the tape; tf.custom_gradient replaces the derivative."""
x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = x * tf.stop_gradient(x)
print(tape.gradient(y, x).numpy())


@tf.custom_gradient
def clipped(x):
    def grad(upstream):
        return tf.clip_by_norm(upstream, 0.5)
    return x * 1.0, grad


with tf.GradientTape() as tape:
    y = clipped(x) * 10.0
print(y.numpy(), tape.gradient(y, x).numpy())


@tf.custom_gradient
def log1pexp(x):
    e = tf.exp(x)
    return tf.math.log(1.0 + e), lambda upstream: upstream * (1.0 - 1.0 / (1.0 + e))


with tf.GradientTape() as tape:
    z = tf.constant(100.0)
    tape.watch(z)
    y = log1pexp(z)
print("safe:", tape.gradient(y, z).numpy())
with tf.GradientTape() as tape:
    tape.watch(z)
    y = tf.math.log(1.0 + tf.exp(z))
print("naive:", tape.gradient(y, z).numpy())
