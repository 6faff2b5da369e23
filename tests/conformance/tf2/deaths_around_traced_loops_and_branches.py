"""A trace with loops and branches, and what it captured, dies at once with its last name, the collector off."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:160]}"

import gc
import weakref

gc.disable()


class Holder:
    pass


def build():
    holder, v, c = Holder(), tf.Variable(2.0), tf.constant([1.0, 2.0])

    @tf.function
    def f(x, flag=True):
        total = tf.zeros([2])
        for i in tf.range(3):
            if x > tf.cast(i, tf.float32):
                total += c * v
            else:
                continue
        while tf.reduce_sum(total) < 10.0:
            total += 1.0
            if tf.reduce_sum(total) > 8.0:
                break
        holder.last = 3
        return total if flag else v

    return f, weakref.ref(v), weakref.ref(c), weakref.ref(holder)


f, v, c, holder = build()
print(f(tf.constant(1.5)).numpy().tolist(), f(tf.constant(1.5), False).numpy())
concrete = f.get_concrete_function(tf.TensorSpec([], tf.float32))
graph = weakref.ref(concrete.graph)
print([r() is not None for r in (v, c, holder, graph)])
del f
print([r() is not None for r in (v, c, holder, graph)])


@tf.function
def fails(x):
    for _ in tf.range(2):
        x = x + tf.constant("a")
    return x


kept = tf.Variable(1.0)
watch = weakref.ref(kept)
print(first(lambda: fails(kept))[:40])
del kept
print(watch() is None)
with tf.GradientTape(persistent=True) as tape:
    w = tf.Variable([1.0, 2.0])
    y = tf.reduce_sum(w * w)
ref = weakref.ref(w)
print(tape.gradient(y, w).numpy().tolist())
del w
print(ref() is not None)
del tape
print(ref() is None)
