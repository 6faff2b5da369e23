"""A trace made with a variable as argument serves other variables, under a tape too.

Surprising: where the trace has a branch or loop on tensors, a call under a tape is an AssertionError once the variable it was traced with is gone.
"""
import gc
import weakref

gc.disable()


@tf.function
def straight(v):
    return v * v


@tf.function
def branch(v):
    if v > 1.0:
        return v * v
    else:
        return 3.0 * v


def attempt(label, f, v):
    try:
        with tf.GradientTape() as tape:
            y = f(v)
        print(label, tape.gradient(y, v).numpy())
    except AssertionError as error:
        print(label, type(error).__name__ + ":", str(error).split(". ")[0])


b = tf.Variable(3.0)
for f in (straight, branch):
    name, a = f.python_function.__name__, tf.Variable(2.0)
    print(name, f(a).numpy(), f(b).numpy(), f.experimental_get_tracing_count())
    attempt("first variable alive:", f, b)
    watch = weakref.ref(a)
    del a
    print("first gone:", watch() is None, f(b).numpy())
    attempt("under a tape:", f, b)
