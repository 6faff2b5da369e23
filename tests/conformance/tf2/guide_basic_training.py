"""A page on a training loop by hand: data, a module, a loss, a loop that reports, and the weights at the end."""
TRUE_W, TRUE_B = 4.0, -1.0
x = tf.linspace(-2.0, 2.0, 41)
x = tf.cast(x, tf.float32)


def f(x):
    return x * TRUE_W + TRUE_B


y = f(x)


class MyModel(tf.Module):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.w = tf.Variable(5.0)
        self.b = tf.Variable(0.0)

    def __call__(self, x):
        return self.w * x + self.b


model = MyModel()
print("Variables:", model.variables)
assert model(3.0).numpy() == 15.0


def loss(target_y, predicted_y):
    return tf.reduce_mean(tf.square(target_y - predicted_y))


print("Untrained model loss: %1.6f" % loss(y, model(x)).numpy())


def train(model, x, y, learning_rate):
    with tf.GradientTape() as t:
        current_loss = loss(y, model(x))
    dw, db = t.gradient(current_loss, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)


def report(model, loss):
    return f"W = {model.w.numpy():1.2f}, b = {model.b.numpy():1.2f}, loss={loss:2.5f}"


weights, biases = [], []
print("Starting:")
print("    ", report(model, loss(y, model(x))))
for epoch in range(6):
    train(model, x, y, learning_rate=0.1)
    weights.append(model.w.numpy())
    biases.append(model.b.numpy())
    print(f"Epoch {epoch:2d}:")
    print("    ", report(model, loss(y, model(x))))
print("Trained loss: {:1.6f}".format(loss(model(x), y).numpy()), [round(float(w), 3) for w in weights][-2:])
