"""Dropping a tf.function, traced or not, frees it at once with its trace, its Python function and the variables it closed over.

Surprising: without the collector, although a trace refers back and forth inside.
"""
import gc
import weakref

gc.collect()
gc.disable()


def make():
    v = tf.Variable(1.0)

    @tf.function
    def f(x):
        if x > 0.0:
            x = x + v
        return x

    return f, weakref.ref(v)


f, variable = make()
watches = {"function": weakref.ref(f), "variable": variable, "python function": weakref.ref(f.python_function)}
del f
print("untraced:", {k: w() is not None for k, w in watches.items()})
f, variable = make()
print(f(tf.constant(1.0)).numpy(), f(tf.constant(-1.0)).numpy(), f(tf.constant(1.0, tf.float32)).numpy())
watches = {"function": weakref.ref(f), "variable": variable, "python function": weakref.ref(f.python_function)}
del f
print("traced:", {k: w() is not None for k, w in watches.items()})
f, variable = make()
with tf.GradientTape() as tape:
    y = f(tf.constant(1.0))
tape.gradient(y, variable())
watch = weakref.ref(f)
del f
print("under a tape:", watch() is not None, variable() is not None)
del tape
print("after the tape:", variable() is not None)
