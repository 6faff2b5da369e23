"""A tf.function keys Python arguments by equality, so f(1.0) and f(True) reuse the trace made for f(1) and return its int32."""
traces = []


@tf.function
def f(x):
    traces.append(repr(x))
    return tf.convert_to_tensor(x)


for x in (1, 1.0, True, 2.0, 2):
    print(repr(x), f(x).dtype.name)
print("traces:", traces)
