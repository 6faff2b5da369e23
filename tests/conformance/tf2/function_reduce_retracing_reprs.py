"""reduce_retracing generalises shapes step by step, and what is printed in the body shows the generalised shape."""


@tf.function(reduce_retracing=True)
def f(x):
    print("tracing", x.shape)
    return tf.shape(x)


for shape in ([1], [2], [3], [2, 2], [2, 3], [4, 3], []):
    f(tf.zeros(shape))
print(f.experimental_get_tracing_count())
print(f.pretty_printed_concrete_signatures())


@tf.function(reduce_retracing=True)
def g(n):
    print("tracing", n)
    return n


for n in (1, 2, 3):
    g(n)
print(g.experimental_get_tracing_count())
