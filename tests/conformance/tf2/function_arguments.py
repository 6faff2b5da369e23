"""Defaults, keywords, *args and **kwargs of a tf.function are part of its signature and keyed by value or spec."""
traces = []


@tf.function
def f(x, scale=2, *more, flag=False, **named):
    traces.append((scale, len(more), flag, sorted(named)))
    return x * scale + sum(more) + sum(named.values()) + (1 if flag else 0)


one = tf.constant(1)
print(f(one), f(one, 2), f(x=one), f(scale=2, x=one), len(traces))
print(f(one, 3, one, one), f(one, 3, one, flag=True), f(one, k=one), f(one, k=one, j=one), len(traces))
print(traces)
for label, use in (("missing", lambda: f()), ("twice", lambda: f(one, x=one)), ("unknown", lambda: tf.function(lambda a: a)(b=1)), ("many", lambda: tf.function(lambda a: a)(1, 2))):
    try:
        use()
    except TypeError as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0])
