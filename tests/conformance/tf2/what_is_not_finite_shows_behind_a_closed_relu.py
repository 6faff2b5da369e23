"""A gradient that is infinite or no number is no number behind a closed relu: it is multiplied by zero there."""

x = tf.constant([-1.0, 1.0, 7.0])
for activation in (tf.nn.relu, tf.nn.relu6):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = activation(x) * tf.constant([float("inf"), 2.0, float("inf")])
    print(tape.gradient(y, x).numpy())


@tf.function
def known(x):
    print(tf.get_static_value(tf.ones_like(x)), tf.get_static_value(tf.zeros_like(x)))
    return tf.gradients(tf.reduce_mean(tf.nn.relu(x) ** 2), x)


print(known(x)[0].numpy())
