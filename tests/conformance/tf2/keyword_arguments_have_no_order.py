"""Keywords that `**` takes share a trace in any order; positional arguments do not change places."""
traces = []

@tf.function
def f(*args, **kwargs):
    traces.append(sorted(kwargs))
    return tf.constant(len(traces))

for call in (lambda: f(x=1, y=2), lambda: f(y=2, x=1), lambda: f(y=1, x=2), lambda: f(1, x=1), lambda: f(x=1), lambda: f(b=tf.constant(1), a=2), lambda: f(a=2, b=tf.constant(3))):
    print(call().numpy())
print(traces, f.experimental_get_tracing_count())
