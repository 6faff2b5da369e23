"""jacobian gives the derivative of each target element to each source element, batch_jacobian of each row to its own row."""
x = tf.constant([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    y = x * x
    s = tf.reduce_sum(y)
    z = tf.stack([x[0] * x[1], x[2]])
print(tape.jacobian(y, x))
print(tape.jacobian(z, x).numpy().tolist(), tape.jacobian(s, x).numpy().tolist(), tape.jacobian(y, [x])[0].shape)
w = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape(persistent=True) as tape:
    out = tf.constant([[1.0, 1.0], [0.0, 2.0], [1.0, 0.0]]) @ w
print(tape.jacobian(out, w).shape, tape.jacobian(out, w, experimental_use_pfor=False).shape, tape.jacobian(out, w)[1].numpy().tolist())
b = tf.constant([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape() as tape:
    tape.watch(b)
    q = b ** 3
print(tape.batch_jacobian(q, b).numpy().tolist())
with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as inner:
        inner.watch(x)
        y = tf.reduce_sum(x ** 3)
    g = inner.gradient(y, x)
print("hessian:", outer.jacobian(g, x).numpy().tolist())
with tf.GradientTape() as tape:
    y = x * 2.0
print("unconnected:", tape.jacobian(y, x))
