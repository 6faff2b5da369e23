"""A tape remembers what ran while it recorded, watches what it is told, and is asked once unless persistent."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:160]}"

v, w = tf.Variable(2.0, name="v"), tf.Variable(3.0, trainable=False, name="w")
x = tf.constant(4.0)
with tf.GradientTape() as tape:
    y = v * v + w * x
    with tape.stop_recording():
        z = v * 10.0
    z = z + v
print([g if g is None else g.numpy() for g in tape.gradient([y, z], [v, w, x])], [u.name for u in tape.watched_variables()])
print(first(lambda: tape.gradient(y, v)))
with tf.GradientTape(watch_accessed_variables=False) as tape:
    tape.watch([w, x])
    y = v * w * x
print([g if g is None else g.numpy() for g in tape.gradient(y, [v, w, x], unconnected_gradients="zero")])
with tf.GradientTape(persistent=True) as tape:
    y = v**3
    dy = tape.gradient(y, v)
    tape.reset()
    z = v * 5.0
print(dy.numpy(), tape.gradient(y, v), tape.gradient(z, v).numpy(), tape.gradient(z, {"a": v, "b": [w, x]}))
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        y = tf.sin(v) * v
    dy = inner.gradient(y, v)
print(round(float(outer.gradient(dy, v)), 4))
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.stack([x, x * 2.0, x * x])
print(tape.jacobian(y, x).numpy().tolist())
with tf.GradientTape(persistent=True) as tape:
    m = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    y = tf.linalg.matvec(m, [1.0, -1.0])
print(tape.jacobian(y, m).numpy().tolist(), tape.gradient(y, m, output_gradients=tf.constant([1.0, 2.0])).numpy().tolist())
print(first(lambda: tape.gradient(y, None)), first(lambda: tape.gradient(None, m)), first(lambda: tape.gradient(y, "m")))
print(first(lambda: tape.gradient(y, m, output_gradients=tf.constant([1.0, 2.0, 3.0]))), first(lambda: tape.gradient(y, m, unconnected_gradients="nonsense")))
print(first(lambda: tape.watch("x")), first(lambda: tape.watch(3.0)))
with tf.GradientTape() as tape:
    i = tf.constant(3)
    tape.watch(i)
    y = tf.cast(i, tf.float32) * v
print(tape.gradient(y, [i, v])[0], first(lambda: tf.GradientTape().gradient(y, v)))
with tf.GradientTape() as tape:
    v.assign_add(1.0)
    y = v * 2.0
print(tape.gradient(y, v).numpy(), v.numpy())
