"""A Keras Adam optimizer owns two slots for each variable of its first step and refuses, by ValueError, a variable it has not met."""
a, b = tf.Variable(1.0, name="a"), tf.Variable([1.0, 2.0], name="b")
optimizer = tf.keras.optimizers.Adam(learning_rate=0.1)
print("before:", len(optimizer.variables))
optimizer.apply_gradients([(tf.constant(1.0), a), (tf.constant([1.0, -1.0]), b)])
print("after:", len(optimizer.variables), [tuple(v.shape) for v in optimizer.variables])
print(round(a.numpy().item(), 4), [round(x, 4) for x in b.numpy().tolist()], optimizer.iterations.numpy())
try:
    optimizer.apply_gradients([(tf.constant(1.0), tf.Variable(0.0))])
except ValueError as error:
    print(type(error).__name__)
