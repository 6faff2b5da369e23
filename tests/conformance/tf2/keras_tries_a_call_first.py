"""A layer that holds layers not yet built is called twice the first time: once in a graph where nothing is computed."""


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.inner = tf.keras.layers.Dense(2, kernel_initializer="ones")
        self.calls, self.steps = 0, tf.Variable(0)

    def call(self, x, training=None):
        hidden = self.inner(x)
        self.calls += 1
        self.steps.assign_add(1)
        self.add_loss(tf.reduce_sum(hidden))
        print("  call", type(x).__name__, type(hidden).__name__, training)
        return hidden


net = Net()
x = tf.ones([2, 3])
print("first call: the input is there, the result of the inner layer is not")
net(x)
print("Python counted", net.calls, "calls, the variable", net.steps.numpy(), "and one loss came:", len(net.losses))
net(x)
print("then once each:", net.calls, net.steps.numpy())

print("what raises while it is tried is passed over, and the layers inside are built by the call itself")


class NeedsAValue(Net):
    def call(self, x):
        print("  call")
        return super().call(x), float(tf.reduce_sum(self.inner(x)))


fussy = NeedsAValue()
fussy(x)
print(fussy.calls, [weight.path for weight in fussy.weights])

print("in a function: tried, traced for the variables, and traced again")
traced = Net()
function = tf.function(lambda x: traced(x))
function(x)
print(function.experimental_get_tracing_count(), traced.calls, traced.steps.numpy())
try:
    tf.function(lambda x: NeedsAValue()(x))(x)
except TypeError as error:
    print(str(error).splitlines()[-5])

print("not tried: what is built, what has a build of its own, what holds no layers, an argument that cannot be bound")
built = Net()
built.inner.build((None, 3))
built(x)


class Builds(Net):
    def build(self, input_shape):
        print("  build", input_shape)
        self.inner.build(input_shape)


Builds()(x)


class Alone(tf.keras.layers.Layer):
    def call(self, x):
        print("  alone", type(x).__name__)
        return x


class Several(Net):
    def call(self, *inputs):
        print("  several", len(inputs))
        return self.inner(inputs[0])


Alone()(x)
Several()(x, x)

print("a model inside of a model is tried by the outer one")


class Outer(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.net = Net()

    def call(self, x):
        print("outer", x.shape)
        return self.net(x)


Outer()(x)
print("symbols: the shape of the batch is not known")
value = Net()(tf.keras.Input((3,)))
print(value.shape, value.dtype)
