"""Gathering rows of a variable gives IndexedSlices as its gradient, which functions and convert_to_tensor make dense, and which has no operators and no numpy()."""
v = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
with tf.GradientTape(persistent=True) as tape:
    rows = tf.gather(v, [0, 2])
    y = tf.reduce_sum(rows)
    both = y + tf.reduce_sum(v)
g = tape.gradient(y, v)
print(type(g).__name__, isinstance(g, tf.IndexedSlices), g.shape, g.dtype, g.indices.numpy(), g.dense_shape.numpy())
print(tf.convert_to_tensor(g).numpy().tolist(), type(tape.gradient(both, v)).__name__)
for label, use in (("times", lambda: g * 2.0), ("plus", lambda: g + 1.0), ("tf.multiply", lambda: tf.multiply(g, 2.0).numpy().tolist()), ("numpy", lambda: g.numpy()),
                   ("tf.square", lambda: tf.square(g).numpy().tolist()), ("negative", lambda: type(-g).__name__)):
    try:
        print(label, use())
    except (TypeError, AttributeError) as error:
        print(label, type(error).__name__ + ":", error)
t = tf.constant([1.0, 2.0, 3.0])
with tf.GradientTape() as tape:
    tape.watch(t)
    z = tf.reduce_sum(tf.gather(t, [1, 1]))
print("of a tensor:", type(tape.gradient(z, t)).__name__)
with tf.GradientTape() as tape:
    z = tf.reduce_sum(v[0])
print("of a slice:", type(tape.gradient(z, v)).__name__)
tf.keras.optimizers.SGD(0.5).apply_gradients([(g, v)])
print(v.numpy().tolist())
