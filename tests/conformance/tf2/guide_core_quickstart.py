"""A page on regression with core API: a linear module with its own polynomial features, mean squared error, weights, prediction."""
import numpy as np

x = tf.cast(tf.linspace(0.0, 3.0, 31), tf.float32)
y = 2.0 + 0.5 * x


class LinearModel(tf.Module):
    def __init__(self):
        super().__init__()
        self.w, self.b = tf.Variable([[0.0]]), tf.Variable([0.0])

    @tf.function
    def __call__(self, x):
        return tf.squeeze(tf.expand_dims(x, 1) @ self.w, 1) + self.b


def mse_loss(y_pred, y):
    return tf.reduce_mean(tf.square(y_pred - y))


model = LinearModel()
print(type(model).__name__, model.name, [v.shape for v in model.variables])
losses = []
for epoch in range(100):
    with tf.GradientTape() as tape:
        batch_loss = mse_loss(model(x), y)
    for g, v in zip(tape.gradient(batch_loss, model.variables), model.variables):
        v.assign_sub(0.15 * g)
    losses.append(mse_loss(model(x), y).numpy())
    if epoch % 25 == 0:
        print(f"Mean squared error for step {epoch}: {losses[-1]:0.3f}")
print(np.round(model.w.numpy(), 1), np.round(model.b.numpy(), 1), f"Final loss {losses[-1]:0.3f}")
