"""A function that is called in a loop or a branch of another one has its gradients, also where its variables change."""


def attempt(name, f):
    try:
        print(name, "->", *[(g.numpy() * 1e4).round().tolist() for g in f()])
    except Exception as e:
        print(name, type(e).__name__, str(e).split("\n")[0])


w = tf.Variable(2.0)


@tf.function
def layer(r):
    return tf.tanh(r * w)


@tf.function
def f(x):
    return tf.map_fn(layer, x)


x = tf.constant([[0.1, 0.2], [0.3, 0.4]])


def grads(f, *args, second=False):
    with tf.GradientTape(persistent=second) as t:
        for a in args:
            t.watch(a)
        y = f(*args)
        if second:
            g = t.gradient(y, w)
    return t.gradient(g if second else y, [*args, w])


attempt("map_fn", lambda: grads(f, x))


@tf.function
def loop(x):
    for i in tf.range(3):
        x = layer(x)
    return x


print(loop(tf.constant(0.3)))
attempt("loop", lambda: grads(loop, tf.constant(0.3)))
attempt("loop second", lambda: grads(loop, tf.constant(0.3), second=True))
print(loop(tf.constant(0.3)))


@tf.function
def branch(x):
    if x > 0:
        y = layer(x) * 2.0
    else:
        y = x
    return y


print(branch(tf.constant(0.3)))
attempt("branch", lambda: grads(branch, tf.constant(0.3)))
attempt("branch 2", lambda: grads(branch, tf.constant(-0.3)))


@tf.function
def both(x):
    for i in tf.range(3):
        if i > 0:
            x = layer(x) + branch(x)
    return x


attempt("both", lambda: grads(both, tf.constant(0.3)))


@tf.function
def inner_loop(x):
    return loop(x) + tf.reduce_sum(f(tf.stack([x, x])[None]))


attempt("calls of loops", lambda: grads(inner_loop, tf.constant(0.3)))


@tf.function
def train(x):
    total = 0.0
    for i in tf.range(4):
        with tf.GradientTape() as t:
            y = loop(x)
        g = t.gradient(y, w)
        w.assign_sub(0.1 * g)
        total += y
    return total


attempt("train in the graph", lambda: [train(tf.constant(0.3))])
print(round(float(w), 4))


@tf.function
def assigns(x):
    for i in tf.range(3):
        w.assign_add(-0.5)
        x = layer(x)
    return x


attempt("assigns", lambda: grads(assigns, tf.constant(0.3)))
print(round(float(w), 4))


class Cell(tf.Module):
    def __init__(self):
        self.w = tf.Variable([[0.1, 0.2], [0.3, 0.4]])
        self.b = tf.Variable([0.0, 0.0])

    @tf.function
    def __call__(self, x, h):
        return tf.tanh(x @ self.w + h + self.b)


cell = Cell()


@tf.function
def rnn(xs):
    h = tf.zeros([1, 2])
    out = tf.TensorArray(tf.float32, size=0, dynamic_size=True)
    for t in tf.range(tf.shape(xs)[0]):
        h = cell(xs[t], h)
        out = out.write(t, h)
    return out.stack()


xs = tf.reshape(tf.range(6.0) / 10.0, [3, 1, 2])
with tf.GradientTape() as t:
    loss = tf.reduce_sum(rnn(xs) ** 2)
print(loss)
for g in t.gradient(loss, cell.trainable_variables):
    print(g)
opt = tf.keras.optimizers.SGD(0.1)


@tf.function
def step(xs):
    with tf.GradientTape() as t:
        loss = tf.reduce_sum(rnn(xs) ** 2)
    opt.apply_gradients(zip(t.gradient(loss, cell.trainable_variables), cell.trainable_variables))
    return loss


print([round(float(step(xs)), 4) for _ in range(3)])


@tf.function
def steps(xs, n):
    last = 0.0
    for _ in tf.range(n):
        last = step(xs)
    return last


print(steps(xs, tf.constant(3)))


# an op whose gradient is chosen by its kind, inside of a loop
@tf.function
def summed(values):
    total = 0.0
    for row in values:
        total += tf.reduce_sum(tf.math.segment_max(row, [0, 0, 1]) ** 2)
    return total


attempt("segments", lambda: grads(summed, tf.constant([[1.0, 3.0, 2.0], [5.0, 4.0, 6.0]]))[:1])

# rows that are picked by a table of numbers have one gradient each, in a row
table = tf.Variable(tf.ones([4, 2]))
for picked in ([[1, 1, 3]], 2, [[0, 2], [3, 3]]):
    for look_up in (lambda: tf.gather(table, picked), tf.function(lambda: tf.nn.embedding_lookup(table, picked))):
        with tf.GradientTape() as tape:
            rows = tf.reduce_sum(look_up())
        gradient = tape.gradient(rows, table)
        print(
            type(gradient).__name__,
            gradient.indices.numpy().tolist(),
            gradient.values.shape,
            gradient.dense_shape.numpy(),
        )
