"""custom_gradient decorates methods; what recompute_grad computes again gives gradients inside a function too."""


class Layer(tf.Module):
    def __init__(self):
        super().__init__()
        self.v = tf.Variable(2.0)

    @tf.custom_gradient
    def seven(self, x):
        """Twice x, with a gradient of 7."""
        return x * 2.0, lambda dy: dy * 7.0

    @tf.custom_gradient
    def scaled(self, x):
        def gradient(dy, variables=None):
            return dy * 3.0, [dy * 5.0 for _ in variables]

        return x * self.v, gradient


layer, x = Layer(), tf.constant(3.0)
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    y, z = layer.seven(x), layer.scaled(x)
print(y.numpy(), tape.gradient(y, x).numpy(), z.numpy(), [g.numpy() for g in tape.gradient(z, [x, layer.v])])
print(layer.seven.__name__, layer.seven.__doc__)
v = tf.Variable(2.0)


@tf.recompute_grad
def computed_again(x):
    return tf.sin(x * v)


for function in (computed_again, tf.function(computed_again), tf.function(lambda x: computed_again(x) * 2.0)):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    print([round(float(g), 4) for g in tape.gradient(y, [x, v])])
