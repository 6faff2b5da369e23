"""Second derivatives flow through loops and branches of a trace: through what they read, write and take from outside."""


def show(label, *values):
    print(label, *[None if v is None else [round(float(i), 4) for i in tf.reshape(v, [-1])] for v in values])


def twice(function, *sources):
    with tf.GradientTape() as outer:
        outer.watch(sources)
        with tf.GradientTape() as inner:
            inner.watch(sources)
            y = function(*sources)
        firsts = inner.gradient(y, sources)
        total = sum(tf.reduce_sum(first) for first in firsts if first is not None)
    return [y, *firsts, *outer.gradient(total, sources)]


x, w = tf.constant([0.5, 1.5]), tf.constant([2.0, 0.3])
v = tf.Variable([1.2, 0.7])


@tf.function
def powers(x, w):
    for _ in tf.range(3):
        x = x * x + w
    return x


show("a loop", *twice(powers, x, w))


@tf.function
def reads_outside(x):
    total = tf.zeros([2])
    for i in tf.range(3):
        total += tf.sin(x * w) * tf.cast(i, tf.float32) * v * v
    return total


show("what it reads outside", *twice(reads_outside, x))
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        y = reads_outside(x)
    first = inner.gradient(y, v)
show("a variable", first, outer.gradient(first, v))


@tf.function
def branch(x):
    if tf.reduce_sum(x) > 0.0:
        return x * x * v * v
    return tf.exp(x)


show("a branch", *twice(branch, x))
show("the other", *twice(branch, -x))
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        y = branch(x)
    first = inner.gradient(y, v)
show("its variable", first, outer.gradient(first, v))


@tf.function
def arrays(x):
    items = tf.TensorArray(tf.float32, 3)
    for i in tf.range(3):
        items = items.write(i, x ** tf.cast(i + 1, tf.float32))
    total = tf.zeros([2])
    for i in tf.range(3):
        total += items.read(i) * items.read(2 - i)
    return total, items.stack()


show("arrays", *twice(lambda x: arrays(x)[0], x))
show("stacked", *twice(lambda x: arrays(x)[1], x))


@tf.function
def rows(m):
    return tf.map_fn(lambda row: tf.reduce_sum(row**3), m), tf.scan(lambda a, row: a * row, m), tf.foldl(lambda a, r: a * r, m)


m = tf.constant([[1.0, 2.0], [3.0, 0.5], [0.1, 1.0]])
for i in range(3):
    show("rows", *twice(lambda m: rows(m)[i], m))


@tf.function
def nested(x):
    for i in tf.range(2):
        for j in tf.range(2):
            if j > i:
                x = x * v
            else:
                x = x * x
    return x


show("nested", *twice(nested, x))


@tf.function
def inside(x):
    y = powers(x, w)
    (first,) = tf.gradients(y, x)
    (second,) = tf.gradients(first, x)
    (third,) = tf.gradients(second, x)
    return first, second, third


show("inside", *inside(x))
