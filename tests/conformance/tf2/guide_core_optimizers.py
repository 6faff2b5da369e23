"""A page on optimizers with core API: gradient descent, momentum and convergence on a polynomial and on a saddle."""
x_vals = tf.linspace(-2.0, 2.0, 9)


def loss(x):
    return 2 * (x ** 4) + 3 * (x ** 3) + 2


def grad(f, x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        result = f(x)
    return tape.gradient(result, x)


print(tf.round(loss(x_vals) * 100).numpy() / 100, tf.round(grad(loss, x_vals) * 100).numpy() / 100)


class GradientDescent(tf.Module):
    def __init__(self, learning_rate=1e-3):
        self.learning_rate = learning_rate
        self.title = f"Gradient descent optimizer: learning rate={self.learning_rate}"

    def apply_gradients(self, grads, vars):
        for grad, var in zip(grads, vars):
            var.assign_sub(self.learning_rate * grad)


class Momentum(tf.Module):
    def __init__(self, learning_rate=1e-3, momentum=0.7):
        self.learning_rate, self.momentum, self.change = learning_rate, momentum, 0.0
        self.title = f"Gradient descent optimizer: learning rate={self.learning_rate}, momentum={self.momentum}"

    def apply_gradients(self, grads, vars):
        for grad, var in zip(grads, vars):
            curr_change = self.learning_rate * grad + self.momentum * self.change
            var.assign_sub(curr_change)
            self.change = curr_change


def run(optimizer, start, tolerance=1e-2, limit=300):
    var = tf.Variable(start)
    for step in range(limit):
        before = tf.identity(var)
        with tf.GradientTape() as tape:
            value = loss(var)
        g = tape.gradient(value, var)
        optimizer.apply_gradients([g], [var])
        if tf.abs(var - before) < tolerance / 100:
            break
    return f"{optimizer.title}: stopped early {step < limit - 1}, x = {var.numpy():.2f}, loss = {loss(var).numpy():.2f}"


for rate in (1e-3, 1e-2, 5e-2):
    print(run(GradientDescent(rate), 1.0))
print(run(Momentum(1e-2, 0.5), -0.5))
