"""The gradient to a source that the target does not depend on is None, or zeros of its shape where asked for."""
x, y = tf.Variable([1.0, 2.0]), tf.Variable([[3.0]])
for choice in (tf.UnconnectedGradients.NONE, tf.UnconnectedGradients.ZERO, "none", "zero"):
    with tf.GradientTape() as tape:
        z = x * 2.0
    print(choice, tape.gradient(z, y, unconnected_gradients=choice))
with tf.GradientTape() as tape:
    z = x * 2.0
try:
    tape.gradient(z, y, unconnected_gradients="other")
except ValueError as error:
    print(type(error).__name__ + ":", error)
