"""A ForwardAccumulator carries derivatives along as the program runs; a tensor's derivative goes with the tensor."""

import gc
import weakref

gc.disable()


def show(label, value):
    print(label, None if value is None else [round(float(v), 4) for v in tf.reshape(tf.convert_to_tensor(value), [-1])])


def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0][:120]}"


x = tf.constant([[2.0, 3.0], [1.0, 4.0]])
dense = tf.Variable([[0.5, -1.0], [2.0, 0.1]])
with tf.autodiff.ForwardAccumulator(dense, tf.constant([[1.0, 0.0], [0.0, 0.0]])) as acc:
    loss = tf.reduce_sum(tf.matmul(x, dense) ** 2)
    other = tf.reduce_sum(x)
show("a variable", acc.jvp(loss))
print(acc.jvp(other), acc.jvp(other, unconnected_gradients="zero").numpy(), acc.jvp(dense).numpy().tolist())
outside = tf.reduce_sum(dense * 2.0)
print("outside", acc.jvp(outside))

primal = tf.constant(1.1)
with tf.autodiff.ForwardAccumulator(primal, tf.constant(1.0)) as outer:
    with tf.autodiff.ForwardAccumulator(primal, tf.constant(1.0)) as inner:
        out = primal ** tf.constant(3.5)
show("first", inner.jvp(out))
show("second", outer.jvp(inner.jvp(out)))
print("the other way", inner.jvp(outer.jvp(out)))

v = tf.Variable([1.0, 2.0])
with tf.autodiff.ForwardAccumulator(v, tf.constant([1.0, 0.0])) as acc:
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(v**3.0)
    backward = tape.gradient(y, v)
show("backward", backward)
show("forward over backward", acc.jvp(backward))
with tf.GradientTape() as tape:
    with tf.autodiff.ForwardAccumulator(v, tf.constant([1.0, 0.5])) as acc:
        y = tf.reduce_sum(tf.sin(v) * v)
    forward = acc.jvp(y)
show("backward over forward", tape.gradient(forward, v))


@tf.function
def called(a, b):
    for _ in tf.range(3):
        a = a * b
    return tf.where(a > 1.0, a, tf.exp(b)), a


a, b = tf.constant([0.5, 2.0]), tf.constant([1.5, 1.2])
with tf.autodiff.ForwardAccumulator([a, b], [tf.constant([1.0, 0.0]), tf.constant([0.0, 1.0])]) as acc:
    c, d = called(a, b)
show("through a function", acc.jvp(c))
show("and its second result", acc.jvp(d))


@tf.function
def inside(a, t):
    with tf.autodiff.ForwardAccumulator(a, t) as acc:
        y = tf.reduce_sum(tf.tanh(a) * a)
        z = tf.cond(y > 0.0, lambda: y * y, lambda: y)
    return acc.jvp([y, z])


for result in inside(a, tf.constant([1.0, 2.0])):
    show("in a trace", result)

with tf.autodiff.ForwardAccumulator(a, tf.constant([1.0, 2.0])) as acc:
    parts = tf.split(tf.concat([a, b], 0), 2)
    picked = tf.gather(tf.stack(parts), [1, 0])
    best = tf.math.top_k(a).values
    whole = tf.cast(a, tf.int32)
    stopped = tf.stop_gradient(a) * 2.0
    row = a[1]
show("split", acc.jvp(parts[0]))
show("gathered", acc.jvp(picked))
show("top", acc.jvp(best))
show("row", acc.jvp(row))
print(acc.jvp(whole), acc.jvp(stopped), [t is None for t in acc.jvp(parts)])

print(first(lambda: tf.autodiff.ForwardAccumulator([a, a], [b, b])))
print(first(lambda: tf.autodiff.ForwardAccumulator([a, b], [b])))
print(first(lambda: acc.__enter__().__enter__()))
acc.__exit__(None, None, None)

with tf.autodiff.ForwardAccumulator(a, tf.constant([1.0, 2.0])) as acc:
    y = a * 3.0
    tangent = weakref.ref(acc.jvp(y))
    print("with its tensor", tangent() is not None)
    del y
    print("goes with its tensor", tangent() is None)
    z = a * 4.0
gone = weakref.ref(z)
del z
print("keeps no result", gone() is None)
keeper = weakref.ref(acc)
del acc
print("is freed at once", keeper() is None)
