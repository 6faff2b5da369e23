"""A trace made with a variable as argument serves other variables; its derivative is made at the first call under a tape.

Surprising: if the variable it was traced with is gone by then, that call is an AssertionError, though without a tape it works.
"""
import gc
import weakref

gc.disable()


def attempt(label, f, v):
    try:
        with tf.GradientTape() as tape:
            y = f(v)
        print(label, tape.gradient(y, v).numpy())
    except AssertionError as error:
        print(label, type(error).__name__ + ":", str(error).split(". ")[0])


f, g, b = tf.function(lambda v: v * v), tf.function(lambda v: v * v), tf.Variable(3.0)
a = tf.Variable(2.0)
print(f(a).numpy(), f(b).numpy(), f.experimental_get_tracing_count(), g(a).numpy())
attempt("first variable alive:", f, b)
watch = weakref.ref(a)
del a
print("first gone:", watch() is None, f(b).numpy(), g(b).numpy())
attempt("derivative made before:", f, b)
attempt("derivative made now:", g, b)
