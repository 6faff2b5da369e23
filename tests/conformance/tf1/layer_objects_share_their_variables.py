"""A tf.layers.Dense object makes its variables on the first call and uses them again on every later one."""

layer = tf.layers.Dense(units=2, kernel_initializer=tf.ones_initializer(), name="shared")
print(layer.built, layer.name, layer.units)
x, y = tf.constant([[1.0, 2.0]]), tf.constant([[3.0, 4.0]])
a, b = layer(x), layer(y)
print(layer.built, a.shape, layer.kernel.name, layer.bias.name, len(tf.trainable_variables()))
print([v.name for v in layer.variables], [v.name for v in layer.trainable_weights], a.name, b.name)
other = tf.layers.Dense(1, activation=tf.nn.sigmoid)
other(x)
print([v.name for v in other.variables], layer.kernel is tf.trainable_variables()[0])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([a, b])[0].tolist(), sess.run(b).tolist())
try:
    layer(tf.constant([[1.0, 2.0, 3.0]]))
except ValueError as error:
    print("ValueError", "incompatible" in str(error))
