"""A trace that fails leaves no trace behind: the assigns before the error did not run and the next call is as the first."""
v, fail, calls = tf.Variable(0), [True], []


@tf.function
def f(x):
    calls.append(len(calls))
    v.assign_add(x)
    if fail:
        raise KeyError("on purpose")
    return v.read_value()


for _ in range(2):
    try:
        f(tf.constant(1))
    except KeyError as error:
        print(type(error).__name__, "v:", v.numpy(), "calls:", calls)
fail.clear()
print(f(tf.constant(1)).numpy(), "v:", v.numpy(), "calls:", calls)
print(f(tf.constant(1)).numpy(), "calls:", calls)
