"""custom_gradient also takes keyword and variable arguments, nests, and its gradient function may be differentiated again."""


@tf.custom_gradient
def cube(x):
    def grad(upstream):
        return upstream * 3.0 * x * x
    return x ** 3, grad


x = tf.constant(2.0)
with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as inner:
        inner.watch(x)
        y = cube(x)
    first = inner.gradient(y, x)
print(y.numpy(), first.numpy(), outer.gradient(first, x).numpy())


@tf.custom_gradient
def two(a, b):
    return (a * b, a + b), lambda da, db: (da * 100.0, db * 10.0)


with tf.GradientTape() as tape:
    tape.watch(x)
    p, q = two(x, x)
    z = p + q
print(tape.gradient(z, x).numpy())
v = tf.Variable(3.0)


@tf.custom_gradient
def with_variable(x):
    y = x * v

    def grad(upstream, variables=None):
        return upstream * v, [upstream * 7.0 for _ in variables]
    return y, grad


with tf.GradientTape() as tape:
    tape.watch(x)
    y = with_variable(x)
print([g.numpy().item() for g in tape.gradient(y, [x, v])])


@tf.function
def traced(x):
    return cube(x) * 2.0


with tf.GradientTape() as tape:
    tape.watch(x)
    y = traced(x)
print(tape.gradient(y, x).numpy())
