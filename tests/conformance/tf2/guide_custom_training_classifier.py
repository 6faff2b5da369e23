"""A page on training a classifier by hand with Keras layers: loss, gradients, an optimizer step, several steps, predictions."""
import numpy as np

rng = np.random.RandomState(0)
features = tf.constant(rng.randn(24, 4).astype(np.float32))
labels = tf.constant((features.numpy()[:, 0] > 0).astype(np.int32))
model = tf.keras.Sequential([tf.keras.layers.Dense(5, activation=tf.nn.relu, kernel_initializer="ones"), tf.keras.layers.Dense(2, kernel_initializer="zeros")])
predictions = model(features)
print(predictions.shape, tf.nn.softmax(predictions[:1]), tf.math.argmax(predictions, axis=1).shape)


def loss(model, x, y):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=model(x)))


def grad(model, inputs, targets):
    with tf.GradientTape() as tape:
        loss_value = loss(model, inputs, targets)
    return loss_value, tape.gradient(loss_value, model.trainable_variables)


optimizer = tf.keras.optimizers.SGD(learning_rate=0.1)
loss_value, grads = grad(model, features, labels)
print("Step: {}, Initial Loss: {:.4f}".format(int(optimizer.iterations.numpy()), loss_value.numpy()))
optimizer.apply_gradients(zip(grads, model.trainable_variables))
print("Step: {}, Loss: {:.4f}".format(int(optimizer.iterations.numpy()), loss(model, features, labels).numpy()))
for _ in range(50):
    loss_value, grads = grad(model, features, labels)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
print(f"{loss_value:.3f}", [tuple(v.shape) for v in model.trainable_variables], len(model.layers))
