"""stop_recording leaves out what runs inside it, and reset forgets what came before it."""
x = tf.Variable(2.0)
with tf.GradientTape(persistent=True) as tape:
    y = x * x
    with tape.stop_recording():
        z = x * x * x
        print("inside:", [v is x for v in tape.watched_variables()])
    w = y * 2.0
print(tape.gradient(y, x).numpy(), tape.gradient(z, x), tape.gradient(w, x).numpy())
with tf.GradientTape() as tape:
    a = x * x
    tape.reset()
    b = x * 3.0
print(tape.gradient(a + b, x))
with tf.GradientTape(persistent=True) as tape:
    a = x * x
    tape.reset()
    b = x * 3.0
print(tape.gradient(a, x), tape.gradient(b, x).numpy())
with tf.GradientTape() as tape:
    y = x * x
    dy = tape.gradient(y, x)
    print("inside the block:", dy.numpy())
try:
    with tape:
        pass
    tape.stop_recording().__enter__()
except (RuntimeError, ValueError) as error:
    print(type(error).__name__ + ":", error)
