"""A tf.function drops a stateless op whose result is unused, even one that would fail, but keeps assigns and assertions."""
v = tf.Variable(0)


@tf.function
def f(x):
    tf.gather([1, 2, 3], x)
    v.assign_add(1)
    return 7


@tf.function
def g(x):
    tf.debugging.assert_less(x, 3, message="too large")
    return 7


print(f(tf.constant(99)).numpy(), "v:", v.numpy())
try:
    tf.gather([1, 2, 3], tf.constant(99))
except tf.errors.InvalidArgumentError as error:
    print("eagerly:", type(error).__name__)
print(g(tf.constant(1)).numpy())
try:
    g(tf.constant(99))
except tf.errors.InvalidArgumentError as error:
    print("assertion:", type(error).__name__, "too large" in str(error))
