"""An op for which no gradient is registered is a LookupError that names the operation, where a gradient reaches it."""


def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0][:110]}"


x = tf.placeholder(tf.float32, [3], name="x")
v = tf.Variable([1.0, 2.0, 3.0], name="v")
for make in (
    lambda: tf.unique(x).y,
    lambda: tf.unique_with_counts(x).y,
    lambda: tf.bitcast(x, tf.float32),
    lambda: tf.truncatemod(x, 2.0),
    lambda: tf.random.poisson(x, []),
    lambda: tf.bincount([0, 1, 1], weights=x),
    lambda: tf.setdiff1d(x, [1.0]).out,
    lambda: tf.cast(tf.unique(x).idx, tf.float32),
    lambda: tf.cast(tf.where(x > 1.0), tf.float32),
    lambda: tf.floor(x),
    lambda: tf.ones_like(x) * 2.0,
    lambda: tf.stop_gradient(x),
):
    print(first(lambda: tf.gradients(make(), x)))
print(first(lambda: tf.gradients(tf.scatter_update(v, [0], [x[0]]), x)))
print(first(lambda: tf.gradients(tf.scatter_max(v, [0], [x[0]]), x)))
print(first(lambda: tf.gradients(tf.scatter_add(v, [0], [x[0]]), x)))
print(first(lambda: tf.gradients(tf.assign(v, x), x)))
print(first(lambda: tf.gradients(v[0:1].assign(x[:1]), x)))
print(first(lambda: tf.gradients(tf.unique(x).y, x, stop_gradients=[x])))
print(first(lambda: tf.train.GradientDescentOptimizer(0.1).compute_gradients(tf.reduce_sum(tf.unique(v).y))))
print(first(lambda: tf.gradients(tf.cond(x[0] > 0.0, lambda: tf.unique(x).y, lambda: x), x)))
