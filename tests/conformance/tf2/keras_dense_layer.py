"""A Dense layer makes kernel and bias on first call, in that order, and owns them; activation, initialisers and use_bias as given."""
layer = tf.keras.layers.Dense(2, kernel_initializer="ones", bias_initializer="zeros", name="d")
print(layer.built, layer.weights)
print(layer(tf.constant([[1.0, 2.0, 3.0]])))
print(layer.built, [v.name for v in layer.variables], [tuple(v.shape) for v in layer.trainable_variables], layer.units, layer.name)
print(layer.kernel.numpy().tolist(), layer.bias.numpy().tolist(), len(layer.get_weights()))
layer.kernel.assign([[0.0, 1.0]] * 3)
print(layer(tf.constant([[1.0, 1.0, 1.0]])).numpy())
relu = tf.keras.layers.Dense(1, activation="relu", use_bias=False, kernel_initializer=tf.keras.initializers.Constant(-1.0))
print(relu(tf.ones([2, 2])).numpy().tolist(), len(relu.weights))
try:
    layer(tf.ones([1, 5]))
except ValueError as error:
    print(type(error).__name__)
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(layer(tf.ones([1, 3])))
print([tuple(g.shape) for g in tape.gradient(loss, layer.trainable_variables)])
