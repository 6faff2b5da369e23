"""A gradient is None where nothing was recorded, and the tape says how it was misused."""
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
x = tf.constant(3.); v = tf.Variable(2.); w = tf.Variable(1.); i = tf.Variable(1); n = tf.Variable(2., trainable=False)
def grad(f, sources, **kw):
    with tf.GradientTape(**kw) as t: y = f()
    return t.gradient(y, sources)
print(grad(lambda: x * 2., x), grad(lambda: v * 2., [v, w]), grad(lambda: n * v, [n, v]))
print(grad(lambda: tf.constant(v.numpy() * 2.), v), grad(lambda: tf.cast(tf.cast(v, tf.int32), tf.float32), v), grad(lambda: tf.stop_gradient(v) * v, v))
print(grad(lambda: tf.round(v), v), grad(lambda: tf.sign(v), v), grad(lambda: tf.argmax([v, w]), v) if False else 0)
say('argmax', lambda: grad(lambda: tf.argmax(tf.stack([v, w])), v))
say('int', lambda: grad(lambda: i * 2, i))
say('assign', lambda: grad(lambda: v.assign_add(1.) * 3., v)); v.assign(2.)
say('twice', lambda: (lambda t: [t.gradient(v * v, v), t.gradient(v, v)])(tf.GradientTape().__enter__()))
def used():
    with tf.GradientTape() as t: y = v * v
    a = t.gradient(y, v); return a, t.gradient(y, v)
say('used', used)
def persistent():
    with tf.GradientTape(persistent=True) as t: y = v * v; z = y * y
    return t.gradient(y, v), t.gradient(z, v), t.gradient(z, y), t.gradient(y, z)
say('persistent', persistent)
def inside():
    with tf.GradientTape() as t: y = v * v; return t.gradient(y, v)
say('inside', inside)
def nested():
    with tf.GradientTape() as a:
        with tf.GradientTape() as b: y = v ** 3
        g = b.gradient(y, v)
    return g, a.gradient(g, v)
say('nested', nested)
def nested_outside():
    with tf.GradientTape() as a:
        with tf.GradientTape() as b: y = v ** 3
    return b.gradient(y, v), a.gradient(y, v)
say('outside', nested_outside)
def watch():
    with tf.GradientTape(watch_accessed_variables=False) as t: t.watch(w); y = v * w
    return t.gradient(y, [v, w]), [q.numpy() for q in t.watched_variables()]
say('watch', watch)
def later():
    with tf.GradientTape() as t: y = x * x; t.watch(x); z = x * 2.
    return t.gradient(z, x)
say('watch later', later)
def stop():
    with tf.GradientTape() as t:
        y = v * v
        with t.stop_recording(): z = v * 5.; k = t.gradient(y, v) if False else 0
        y = y + z
    return t.gradient(y, v)
say('stop', stop)
def reset():
    with tf.GradientTape() as t: y = v * v; t.reset(); z = v * 3.
    return t.gradient([y, z], v)
say('reset', reset)
say('vector', lambda: grad(lambda: v * tf.constant([1., 2.]), v))
say('list', lambda: grad(lambda: [v * 2., w * 3.], {'a': v, 'b': [w]}))
say('out', lambda: (lambda t, y: t.gradient(y, v, output_gradients=tf.constant(5.)))(*(lambda t: (t.__enter__(), v * 2., t.__exit__(None, None, None))[:2])(tf.GradientTape())))
say('string', lambda: grad(lambda: v * 2., 'v'))
say('python', lambda: grad(lambda: v * 2., 3.))
say('none', lambda: grad(lambda: v * 2., None))
say('none target', lambda: grad(lambda: None, v))
say('zero', lambda: (lambda t: (t.__enter__(), t.__exit__(None, None, None), t.gradient(x, v, unconnected_gradients=tf.UnconnectedGradients.ZERO))[2])(tf.GradientTape()))
say('bad option', lambda: (lambda t: (t.__enter__(), t.__exit__(None, None, None), t.gradient(x, v, unconnected_gradients='nil'))[2])(tf.GradientTape()))
say('watch python', lambda: tf.GradientTape().watch(1.))
say('reenter', lambda: (lambda t: [t.__enter__(), t.__enter__()])(tf.GradientTape()))
say('gather', lambda: (lambda e: grad(lambda: tf.nn.embedding_lookup(e, [0, 0, 1]), e))(tf.Variable([[1., 2.], [3., 4.]])))
def jac():
    with tf.GradientTape(persistent=True) as t: y = v * tf.constant([1., 2.]); z = tf.stack([v, w])
    return t.jacobian(y, v), t.jacobian(z, [v, w]), t.jacobian(y, w)
say('jacobian', jac)
say('hessian of none', lambda: nested())
@tf.function
def inner(q):
    with tf.GradientTape() as t: t.watch(q); y = q * v
    return t.gradient(y, [q, v, w])
say('function', lambda: inner(x))
@tf.custom_gradient
def clip(q): return tf.identity(q), lambda d: tf.clip_by_value(d, -1., 1.)
say('custom', lambda: grad(lambda: clip(v * 5.), v))
@tf.custom_gradient
def wrong(a, b): return a * b, lambda d: d
say('custom wrong', lambda: grad(lambda: wrong(v, w), v))
@tf.custom_gradient
def nograd(a): return a
say('custom none', lambda: grad(lambda: nograd(v), v))
with tf.GradientTape() as t: y = v * v
r = weakref.ref(t); ry = y.ref() if False else None; del t; print('tape', r() is None)
say('if', lambda: grad(lambda: v * 2. if v > 1. else w, [v, w]))
say('clip', lambda: tf.clip_by_global_norm([tf.constant([3., 4.]), None], 1.))
say('optimizer none', lambda: tf.keras.optimizers.SGD(0.1).apply_gradients([(None, v)]))
say('optimizer one none', lambda: (tf.keras.optimizers.SGD(0.5).apply_gradients([(tf.constant(1.), v), (None, w)]), v.numpy(), w.numpy())[1:])
