"""Gradients pass through a tf.function to its captured variables and arguments, and a tape may live inside one."""
v = tf.Variable(3.0)


@tf.function
def f(x):
    return v * v * x


x = tf.constant(2.0)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = f(x)
print([g.numpy().item() for g in tape.gradient(y, [v, x])])


@tf.function
def inside(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x) * x
    return y, tape.gradient(y, [x, v])


y, grads = inside(x)
print(y.numpy(), [g.numpy().item() for g in grads])
with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as inner:
        inner.watch(x)
        y = f(x) * x * x
    first = inner.gradient(y, x)
print("second:", first.numpy(), outer.gradient(first, x).numpy())
