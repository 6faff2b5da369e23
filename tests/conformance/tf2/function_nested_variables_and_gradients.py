"""Nested functions share variables, update them in order, and gradients pass through all of them; captured names are listed once."""
v, w = tf.Variable(2.0, name="v"), tf.Variable(3.0, name="w")


@tf.function
def inner(x):
    return v * x


@tf.function
def outer(x):
    y = inner(x) + inner(x * 2.0)
    v.assign_add(1.0)
    return y + inner(x) * w


x = tf.constant(1.0)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = outer(x)
print(y.numpy(), v.numpy(), [g.numpy().item() for g in tape.gradient(y, [x, v, w])])
c = outer.get_concrete_function(tf.TensorSpec([], tf.float32))
print(sorted(u.name for u in c.variables), sorted(u.name for u in c.trainable_variables), inner.experimental_get_tracing_count())
