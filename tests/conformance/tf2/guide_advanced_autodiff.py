"""A page on finer control of gradients: stop, custom, several tapes, jacobians, hessians and Newton's step."""
x, y = tf.Variable(2.0), tf.Variable(3.0)
with tf.GradientTape() as t:
    x_sq = x * x
    with t.stop_recording():
        y_sq = y * y
    z = x_sq + y_sq
grad = t.gradient(z, {"x": x, "y": y})
print("dz/dx:", grad["x"])
print("dz/dy:", grad["y"])
reset = True
with tf.GradientTape() as t:
    y_sq = y * y
    if reset:
        t.reset()
    z = x * x + y_sq
grad = t.gradient(z, {"x": x, "y": y})
print("dz/dx:", grad["x"], "dz/dy:", grad["y"])
x0, x1 = tf.constant(0.0), tf.constant(0.0)
with tf.GradientTape() as tape0, tf.GradientTape() as tape1:
    tape0.watch(x0)
    tape1.watch(x1)
    y0, y1 = tf.math.sin(x0), tf.nn.sigmoid(x1)
    ys = tf.reduce_sum(y0 + y1)
print(tape0.gradient(ys, x0).numpy(), tape1.gradient(ys, x1).numpy())
x = tf.Variable(1.0)
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
        y = x * x * x
    dy_dx = t1.gradient(y, x)
d2y_dx2 = t2.gradient(dy_dx, x)
print("dy_dx:", dy_dx.numpy(), "d2y_dx2:", d2y_dx2.numpy())
delta = tf.Variable(0.0)
xs = tf.linspace(-1.0, 1.0, 5)
with tf.GradientTape() as tape:
    y = tf.nn.sigmoid(xs + delta)
dy_dx = tape.jacobian(y, delta)
print(y.shape, dy_dx.shape, tf.round(dy_dx * 1000) / 1000)
features, kernel = tf.constant([[1.0, 2.0, 3.0], [0.0, 1.0, -1.0]]), tf.Variable([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
with tf.GradientTape(persistent=True) as tape:
    tape.watch(features)
    y = tf.nn.relu(features @ kernel)
print("y.shape: ", y.shape, "jacobian:", tape.jacobian(y, kernel).shape, "batch:", tape.batch_jacobian(y, features).shape)
x = tf.Variable([0.5, -0.5])
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
        loss = tf.reduce_sum(x ** 4 + x[0] * x[1])
    g = t1.gradient(loss, x)
h = t2.jacobian(g, x)
print(f"loss: {loss.numpy():.4f}", g.numpy(), h.numpy().tolist())
n = tf.reshape(h, [2, 2]) + tf.eye(2)
update = tf.linalg.solve(n, tf.reshape(g, [2, 1]))
print([round(v, 4) for v in tf.reshape(update, [-1]).numpy().tolist()])
