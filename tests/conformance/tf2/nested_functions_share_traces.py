"""A tf.function called inside another is traced once for its signature and shared with direct calls."""
traces = []


@tf.function
def inner(x):
    traces.append("inner")
    return x + 1.0


@tf.function
def outer(x):
    traces.append("outer")
    return inner(x) * inner(x)


print(outer(tf.constant(2.0)).numpy(), traces)
print(inner(tf.constant(5.0)).numpy(), traces)
print(outer(tf.constant([1.0])).numpy(), traces)
