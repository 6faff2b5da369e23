"""An op for which no gradient is registered is a LookupError once a gradient has to flow through it, and not before."""


def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0][:110]}"


x = tf.constant([1.0, 2.0, 2.0])


def of(function):
    def taped():
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = function(x)
        return tape.gradient(y, x)

    return first(taped)


print(of(lambda x: tf.unique(x).y))
print(of(lambda x: tf.unique_with_counts(x)[0]))
print(of(lambda x: tf.bitcast(x, tf.float32)))
print(of(lambda x: tf.truncatemod(x, [2.0, 3.0, 4.0])))
print(of(lambda x: tf.random.poisson([], x)))
print(of(lambda x: tf.math.bincount([0, 1, 1], weights=x)))
print(of(lambda x: tf.cast(tf.unique(x).idx, tf.float32)))
print(of(lambda x: tf.floor(x)), of(tf.math.ceil), of(tf.round), of(tf.math.rint), of(lambda x: x // 2.0))
print(of(lambda x: tf.cast(tf.reduce_all(x > 1.0), tf.float32)))
print(of(lambda x: tf.ones_like(x)), of(tf.zeros_like), of(tf.stop_gradient))


@tf.function
def traced(x):
    return tf.gradients(tf.unique(x).y * 2.0, x)[0]


print(first(lambda: traced(x)))


@tf.function
def with_tape(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.unique(x).y
    return tape.gradient(y, x)


print(first(lambda: with_tape(x)))


@tf.function
def inner(x):
    return tf.unique(x).y


print(of(inner))
print(of(lambda x: tf.function(lambda x: tf.unique(x).y * 0.0 + tf.reduce_sum(x))(x)))


@tf.function
def in_a_branch(x):
    return tf.cond(x[0] > 0.0, lambda: tf.unique(x).y, lambda: x)


print(of(in_a_branch))


@tf.function
def in_a_loop(x):
    for _ in tf.range(2):
        x = tf.bitcast(x, tf.float32) * 2.0
    return x


print(of(in_a_loop))
