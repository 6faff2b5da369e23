"""tape.watch makes a constant or an untrainable variable differentiable from that point on; integers have no gradient."""
x, frozen = tf.constant(3.0), tf.Variable(2.0, trainable=False)
with tf.GradientTape(persistent=True) as tape:
    before = x * x
    tape.watch(x)
    after = x * x * frozen
    tape.watch(frozen)
    last = x * frozen
print(tape.gradient(before, x), tape.gradient(after, x).numpy(), tape.gradient(after, frozen), tape.gradient(last, frozen).numpy())
print([v.numpy().item() for v in tape.watched_variables()])
i = tf.constant(3)
with tf.GradientTape() as tape:
    tape.watch(i)
    y = i * i
print("integer:", tape.gradient(y, i))
with tf.GradientTape() as tape:
    tape.watch([x, {"k": frozen}])
    y = x * frozen
print([g.numpy().item() for g in tape.gradient(y, [x, frozen])])
with tf.GradientTape(watch_accessed_variables=False) as tape:
    w = tf.Variable(1.0)
    y = w * w
print("not accessed:", tape.gradient(y, w))
