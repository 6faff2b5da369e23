"""A closed gate of relu or relu6 multiplies what arrives by zero: an infinity becomes no number, a negative one -0."""

x = tf.constant([-1.0, 0.0, 2.0, 7.0, float("nan")])
arriving = tf.constant([float("inf"), -3.0, -1.0, 2.0, 5.0])
for gate in (tf.nn.relu, tf.nn.relu6, tf.nn.leaky_relu):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = gate(x)
    print(gate.__name__, tape.gradient(y, x, output_gradients=arriving).numpy())


@tf.function
def traced(x, arriving):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.nn.relu(x)
    return tape.gradient(y, x, output_gradients=arriving)


print("traced", traced(x, arriving).numpy())
whole = tf.constant([[1.0, 2.0], [3.0, 4.0]])
for folded in (tf.reduce_mean, tf.reduce_sum):
    for axis, keep in ((None, False), (0, False), (1, True), ([0, 1], True)):
        with tf.GradientTape() as tape:
            tape.watch(whole)
            y = folded(whole, axis, keep)
        print(folded.__name__, axis, keep, tape.gradient(y, whole).numpy().tolist())
empty = tf.zeros([0, 3])
with tf.GradientTape() as tape:
    tape.watch(empty)
    y = tf.reduce_mean(empty, 0)
print(y.numpy(), tape.gradient(y, empty).shape)
