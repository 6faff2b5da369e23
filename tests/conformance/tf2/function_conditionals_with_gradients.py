"""Gradients run through if, while and for over tensors inside a function as through straight code."""


@tf.function
def power(x, n):
    result = tf.constant(1.0)
    for _ in tf.range(n):
        result = result * x
    return result


@tf.function
def piecewise(x):
    if x > 1.0:
        return x * x
    else:
        return 3.0 * x


@tf.function
def halve(x):
    while x > 1.0:
        x = x / 2.0
    return x


for label, f in (("power", lambda x: power(x, tf.constant(4))), ("python n", lambda x: power(x, 3)), ("piecewise", piecewise), ("halve", halve)):
    for value in (0.5, 3.0):
        x = tf.constant(value)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = f(x)
        print(label, value, y.numpy(), tape.gradient(y, x).numpy())


@tf.function
def inside(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = power(x, tf.constant(3))
    return tape.gradient(y, x)


print(inside(tf.constant(2.0)).numpy())
