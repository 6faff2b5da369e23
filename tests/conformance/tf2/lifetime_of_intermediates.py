"""Intermediate tensors of an eager computation go as soon as the expression is done, unless a tape needs them."""
import gc
import weakref

gc.disable()
watches = []


def watched(t):
    watches.append(weakref.ref(t))
    return t


def compute(x):
    a = watched(x * 2.0)
    b = watched(tf.exp(a))
    return tf.reduce_sum(watched(b + 1.0))


def alive():
    return [w() is not None for w in watches]


x = tf.constant([1.0, 2.0])
out = compute(x)
print("no tape:", alive())
watches.clear()
with tf.GradientTape() as tape:
    tape.watch(x)
    out = compute(x)
    print("under a tape:", alive())
tape.gradient(out, x)
print("after gradient:", alive())
