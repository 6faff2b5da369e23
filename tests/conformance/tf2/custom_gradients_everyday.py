"""A function with a gradient of its own: as a method, with variables, keywords, several results and in traces."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:160]}"

@tf.custom_gradient
def clipped(x):
    def grad(dy):
        return tf.clip_by_value(dy, -1.0, 1.0)

    return x * 1.0, grad


@tf.custom_gradient
def pair(x, y):
    def grad(d_sum, d_product):
        return d_sum * 10.0 + d_product, d_product * 100.0

    return (x + y, x * y), grad


v = tf.Variable(3.0)


@tf.custom_gradient
def reads(x):
    y = x * v

    def grad(dy, variables=None):
        return dy * 7.0, [dy * 11.0 for _ in variables]

    return y, grad


@tf.custom_gradient
def forgets(x):
    return x * v, lambda dy: dy


class Layer(tf.Module):
    def __init__(self):
        self.scale = tf.Variable(2.0)

    @tf.custom_gradient
    def __call__(self, x):
        def grad(dy, variables=None):
            return dy * 3.0, [tf.constant(5.0)]

        return x * self.scale, grad


def gradients(function, *sources):
    with tf.GradientTape() as tape:
        tape.watch([s for s in sources if not isinstance(s, tf.Variable)])
        y = function(*[s for s in sources if not isinstance(s, tf.Variable)])
    return [None if g is None else g.numpy() for g in tape.gradient(y, sources)]


x, y = tf.constant(4.0), tf.constant(5.0)
print(gradients(lambda x: clipped(x) * 50.0, x), gradients(tf.function(lambda x: clipped(x) * -50.0), x))
print(gradients(pair, x, y), gradients(lambda x, y: pair(x, y)[1], x, y))
print(gradients(reads, x, v), gradients(tf.function(reads), x, v), first(lambda: gradients(forgets, x, v)))
layer = Layer()
print(first(lambda: gradients(layer, x, layer.scale)))


@tf.custom_gradient
def wrong_count(x, y):
    return x + y, lambda dy: dy


@tf.custom_gradient
def keywords(x, *, power=2.0):
    return x**power, lambda dy: dy * power


print(first(lambda: gradients(wrong_count, x, y)), gradients(lambda x: keywords(x, power=3.0), x))


@tf.custom_gradient
def again(x):
    def grad(dy):
        @tf.custom_gradient
        def inner(x):
            return tf.cos(x), lambda ddy: ddy * 1000.0

        return dy * inner(x)

    return tf.sin(x), grad


with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        z = again(x)
    dz = tape.gradient(z, x)
print(round(float(dz), 4), outer.gradient(dz, x).numpy())
