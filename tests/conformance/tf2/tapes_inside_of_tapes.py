"""Tapes inside of tapes give derivatives of derivatives, also in functions."""
import gc, weakref, os, tempfile
import numpy as np
def say(label, f):
    try:
        value = f()
        print(label, '=', value)
    except Exception as e:
        lines = [l for l in str(e).split('\n') if l.strip()]
        first = lines[0].strip() if lines else ''
        if first.startswith('Graph execution error') or first.startswith('in user code'):
            first = getattr(getattr(e, 'op', None), 'name', None) or lines[-1].strip()
        print(label, '!', type(e).__name__, first[:180])
x = tf.Variable(2.)
with tf.GradientTape() as a:
    with tf.GradientTape() as b:
        with tf.GradientTape() as c: y = x ** 4
        d1 = c.gradient(y, x)
    d2 = b.gradient(d1, x)
d3 = a.gradient(d2, x); print(d1, d2, d3)
@tf.function
def third(x):
    with tf.GradientTape() as a:
        a.watch(x)
        with tf.GradientTape() as b:
            b.watch(x); y = tf.sin(x) * x
        g = b.gradient(y, x)
    return g, a.gradient(g, x)
print([np.round(t.numpy(), 5) for t in third(tf.constant(1.))])
with tf.GradientTape(persistent=True) as t:
    t.watch(x); y = x * x; z = t.gradient(y, x) if False else y * x
print(t.gradient(z, x), t.gradient(z, y), t.gradient(y, x))
def penalty(w):
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner: loss = tf.reduce_sum(w ** 3)
        g = inner.gradient(loss, w); norm = tf.reduce_sum(g * g)
    return outer.gradient(norm, w)
w = tf.Variable([1., 2.]); print(penalty(w), tf.function(penalty)(w))
with tf.GradientTape() as t: h = tf.function(lambda q: q ** 3)(x)
print(t.gradient(h, x))
with tf.GradientTape() as o:
    with tf.GradientTape() as i: h = tf.function(lambda q: q ** 3)(x)
    g = i.gradient(h, x)
print(g, o.gradient(g, x))
with tf.GradientTape() as t:
    y = x * x
    with t.stop_recording(): g = t.gradient(y, x)
    z = g * x
print(z, t._persistent if False else '')
def inner_loop(w, steps):
    for _ in range(steps):
        with tf.GradientTape() as t: t.watch(w); loss = (w - 3.) ** 2
        w = w - 0.1 * t.gradient(loss, w)
    return w
with tf.GradientTape() as outer: final = inner_loop(x * 1., 3); meta = (final - 1.) ** 2
print(np.round(final.numpy(), 4), np.round(outer.gradient(meta, x).numpy(), 4))
with tf.GradientTape() as t: y = tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a * x), [0, tf.constant(1.)])[1]
print(t.gradient(y, x))
@tf.function
def loop(n):
    y = tf.constant(1.)
    with tf.GradientTape() as t:
        for _ in tf.range(n): y = y * x
    return t.gradient(y, x)
print(loop(tf.constant(3)), loop(tf.constant(0)))
@tf.function
def cond(p):
    with tf.GradientTape() as t: y = x * x if p else x * 3.
    return t.gradient(y, x)
print(cond(tf.constant(True)), cond(tf.constant(False)), cond(True))
with tf.GradientTape() as t: y = tf.stack([x * x, x]); z = y[0] + y[1]
print(t.jacobian(y, x) if False else t.gradient(z, x))
with tf.GradientTape(persistent=True) as t: t.watch(w); y = tf.stack([w[0] * w[1], w[0] ** 2])
print(t.jacobian(y, w)); say('batch', lambda: t.batch_jacobian(y, w)); print(t.jacobian(y, [w, x])[1])
m = tf.constant([[1., 2.], [3., 4.]])
with tf.GradientTape() as t: t.watch(m); y = m * m
print(t.batch_jacobian(y, m).shape)
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1: t1.watch(m); t2.watch(m); y = tf.reduce_sum(m ** 3)
    g = t1.gradient(y, m)
print(t2.jacobian(g, m).shape, t2.watched_variables())
@tf.custom_gradient
def sq(v): return v * v, lambda d: d * 10. * v
with tf.GradientTape() as a:
    with tf.GradientTape() as b: y = sq(x)
    g = b.gradient(y, x)
print(g, a.gradient(g, x))
with tf.GradientTape() as t:
    with tf.GradientTape() as u: y = x * 2.
    z = y * y
print(t.gradient(z, x), u.gradient(y, x)); say('again', lambda: u.gradient(y, x))
with tf.autodiff.ForwardAccumulator(x, tf.constant(1.)) as acc: y = x ** 3
print(acc.jvp(y))
with tf.autodiff.ForwardAccumulator(x, tf.constant(1.)) as acc:
    with tf.GradientTape() as t: y = x ** 3
    g = t.gradient(y, x)
print(acc.jvp(g))
r1 = weakref.ref(g); del g, acc, t, u, a, b, y, z; print('freed', r1() is None)
