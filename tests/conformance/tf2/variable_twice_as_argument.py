"""The same variable given as two arguments is a trace of its own, not that of two different variables."""
traces = []


@tf.function
def both(a, b):
    traces.append(a is b)
    a.assign_add(1.0)
    b.assign_add(10.0)
    return a + b


x, y = tf.Variable(0.0), tf.Variable(0.0)
print(both(x, y).numpy(), x.numpy(), y.numpy(), traces)
print(both(x, x).numpy(), x.numpy(), traces)
print(both(y, y).numpy(), both(y, x).numpy(), traces)
