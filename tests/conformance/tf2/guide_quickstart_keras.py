"""A quick start with Keras: a model built of layers, logits to probabilities, a loss object, compile, fit, evaluate."""
import numpy as np

x_train = np.linspace(0, 1, 40, dtype=np.float32).reshape(20, 2)
y_train = (x_train.sum(axis=1) > 1.0).astype(np.int64)
model = tf.keras.models.Sequential([tf.keras.layers.Dense(4, activation="relu", kernel_initializer="ones"), tf.keras.layers.Dense(2, kernel_initializer="zeros")])
predictions = model(x_train[:1]).numpy()
print(predictions)
print(tf.nn.softmax(predictions).numpy())
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
print(round(loss_fn(y_train[:1], predictions).numpy().item(), 4))
model.compile(optimizer="adam", loss=loss_fn, metrics=["accuracy"])
history = model.fit(x_train, y_train, epochs=3, verbose=0, shuffle=False)
print(sorted(history.history), history.epoch)
print(len(model.evaluate(x_train, y_train, verbose=0)), model.predict(x_train, verbose=0).shape)
