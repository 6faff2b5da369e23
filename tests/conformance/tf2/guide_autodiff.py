"""A page on gradients: scalars, layers, what is watched, intermediate results, jagged targets, control flow, and when it is None."""
x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = x ** 2
print(tape.gradient(y, x).numpy())
w, b = tf.Variable([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], name="w"), tf.Variable(tf.zeros(2, dtype=tf.float32), name="b")
data = [[1.0, 2.0, 3.0]]
with tf.GradientTape(persistent=True) as tape:
    out = data @ w + b
    loss = tf.reduce_mean(out ** 2)
[dl_dw, dl_db] = tape.gradient(loss, [w, b])
print(w.shape, dl_dw.shape, tf.round(dl_dw * 100) / 100)
grads = tape.gradient(loss, {"w": w, "b": b})
print(sorted(grads), tf.round(grads["b"] * 100) / 100)
x0, x1 = tf.Variable(3.0, name="x0"), tf.Variable(3.0, name="x1", trainable=False)
x2, x3 = tf.Variable(2.0, name="x2") + 1.0, tf.constant(3.0, name="x3")
with tf.GradientTape() as tape:
    y = (x0 ** 2) + (x1 ** 2) + (x2 ** 2)
for g in tape.gradient(y, [x0, x1, x2, x3]):
    print(g)
print([var.name for var in tape.watched_variables()])
x = tf.constant([1, 3.0])
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    y = x * x
    z = y * y
print(tape.gradient(z, x).numpy(), tape.gradient(y, x).numpy())
del tape
x = tf.Variable(2.0)
with tf.GradientTape() as tape:
    y0, y1 = x ** 2, 1 / x
print(tape.gradient({"y0": y0, "y1": y1}, x).numpy())
v0, v1, x = tf.Variable(2.0), tf.Variable(2.0), tf.constant(1.0)
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    if x > 0.0:
        result = v0
    else:
        result = v1 ** 2
print(tape.gradient(result, [v0, v1]), tape.gradient(result, x))
x, y = tf.Variable(2.0), tf.Variable(3.0)
with tf.GradientTape() as tape:
    z = y * y
print(tape.gradient(z, x))
x = tf.Variable(2.0)
for epoch in range(2):
    with tf.GradientTape() as tape:
        y = x + 1
    print(type(x).__name__, ":", tape.gradient(y, x))
    x = x + 1
x0, x1 = tf.Variable(3.0), tf.Variable(0.0)
with tf.GradientTape() as tape:
    x1.assign_add(x0)
    y = x1 ** 2
print(tape.gradient(y, x0))
image = tf.Variable([[[0.5, 0.0]]])
with tf.GradientTape() as tape:
    r = tf.round(image)
print(tape.gradient(r, image, unconnected_gradients=tf.UnconnectedGradients.ZERO))
