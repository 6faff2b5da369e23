"""Sequential and Model hold layers, list their weights in order, compile and fit to data, and count parameters."""
model = tf.keras.Sequential([tf.keras.layers.Dense(3, activation="relu", kernel_initializer="ones"), tf.keras.layers.Dense(1, kernel_initializer="ones")])
print(model(tf.ones([2, 2])).numpy().tolist(), [tuple(w.shape) for w in model.weights], model.count_params(), len(model.layers))


class Linear(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(1, kernel_initializer="zeros")

    def call(self, x):
        return self.dense(x)


linear = Linear()
linear.compile(optimizer=tf.keras.optimizers.SGD(0.1), loss="mse")
x = tf.reshape(tf.linspace(-1.0, 1.0, 16), [16, 1])
history = linear.fit(x, 3.0 * x + 1.0, epochs=60, batch_size=16, verbose=0, shuffle=False)
print(sorted(history.history), len(history.history["loss"]), round(history.history["loss"][0], 3), history.history["loss"][-1] < 0.1)
print([round(float(v), 1) for v in linear.dense.bias.numpy()], linear.predict(x, verbose=0).shape, len(linear.trainable_variables))
