"""A tensor that a function captured by global name belongs to the trace too: rebinding or del of the name neither frees nor changes it."""
import gc
import weakref

big = tf.constant([1.0, 2.0]) + 0.0


@tf.function
def f(x):
    return x + big


print(f(tf.constant(1.0)).numpy())
watch = weakref.ref(big)
big = tf.constant([100.0, 200.0])
gc.collect()
print("old tensor alive:", watch() is not None, f(tf.constant(1.0)).numpy())
del f
gc.collect()
print("after del of the function:", watch() is not None)
