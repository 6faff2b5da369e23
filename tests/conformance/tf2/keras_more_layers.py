"""Embedding, BatchNormalization, LayerNormalization, Lambda and the joining layers: variables, values, gradients."""

L = tf.keras.layers
x = tf.constant([[1.0, 2.0], [3.0, 6.0]])


def rounded(value):
    return [round(float(one), 4) for one in tf.reshape(value, [-1]).numpy()]


def weights(layer):
    return [(w.path, tuple(w.shape), w.trainable, rounded(w.value)) for w in layer.weights]


batch = L.BatchNormalization()
print(batch.built, rounded(batch(x)), rounded(batch(x, training=True)), rounded(batch(x)))
print(weights(batch), len(batch.trainable_variables), len(batch.non_trainable_variables))
batch.trainable = False
print(rounded(batch(x, training=True)), len(batch.trainable_variables))
channels = L.BatchNormalization(axis=1, center=False, scale=False, momentum=0.5, epsilon=0.1, name="norm")
channels(tf.ones([2, 3, 4]), training=True)
print(weights(channels))

layer = L.LayerNormalization()
print(rounded(layer(x)), weights(layer))
layer = L.LayerNormalization(axis=[1, 2], epsilon=0.1, center=False)
print(rounded(layer(tf.reshape(tf.range(8.0), [2, 2, 2]))), weights(layer))

table = L.Embedding(4, 2, embeddings_initializer="ones", mask_zero=True)
print(table.built, table(tf.constant([[0, 3], [1, 1]])).shape, weights(table), table.compute_mask(tf.constant([1, 0])))
with tf.GradientTape() as tape:
    total = tf.reduce_sum(table(tf.constant([1, 1, 2])))
gradient = tape.gradient(total, table.trainable_variables)
print(type(gradient[0]).__name__)
tf.optimizers.Adam(0.1).apply_gradients(zip(gradient, table.trainable_variables))
print(rounded(table.embeddings.value))

print(rounded(L.Lambda(lambda t: t * 2.0)(x)), rounded(L.Lambda(lambda t, k: t * k, arguments={"k": 3.0})(x)))
for kind in (L.Add, L.Subtract, L.Multiply, L.Maximum, L.Minimum, L.Average, L.Concatenate):
    print(kind.__name__, rounded(kind()([x, 3.0 - x])), kind().name)
print(L.Reshape((2, 1))(x).shape, L.Identity()(x).shape, L.GlobalAveragePooling1D()(tf.ones([2, 3, 4])).shape)

dense = L.Dense(2, kernel_regularizer=tf.keras.regularizers.L2(0.5), kernel_initializer="ones")
dense(tf.ones([1, 3]))
print([float(loss) for loss in dense.losses])
held = L.Dense(1, kernel_constraint=lambda w: tf.clip_by_value(w, -0.5, 0.5), kernel_initializer="ones")
held(x)
tf.optimizers.SGD(0.1).apply_gradients([(tf.ones([2, 1]), held.kernel)])
print(rounded(held.kernel.value))
