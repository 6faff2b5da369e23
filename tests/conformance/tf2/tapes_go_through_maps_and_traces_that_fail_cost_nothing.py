"""A tape goes through maps, casts and stops, and a trace that fails inside of another costs that one nothing."""
import numpy as np
def say(label, f):
    try: print(label, f())
    except Exception as e: print(label, type(e).__name__, [l for l in str(e).split("\n") if l.strip()][0][:100])
v, w, x = tf.Variable([1., 2.]), tf.Variable(2.), tf.constant([1., 2.])
say("a cast to the same dtype", lambda: (tf.cast(v, v.dtype) is v, tf.cast(x, x.dtype) is x, tf.cast(v, tf.float32).numpy()))
with tf.GradientTape() as t: y = tf.stop_gradient(v) * 3.
say("stopped", lambda: (t.watched_variables(), t.gradient(y, v)))
with tf.GradientTape(persistent=True) as t:
    t.watch(x); s = tf.stop_gradient(x); z = s * 2.; t.watch(s); u = s * 2.
say("what comes after a stop", lambda: (t.gradient(z, x), t.gradient(z, s), t.gradient(u, s).numpy(), t.gradient(u, x)))
with tf.GradientTape() as t: m = tf.map_fn(lambda r: w * r, x)
say("a map over an outer variable", lambda: t.gradient(m, w).numpy())
@tf.function
def mapped(x):
    with tf.GradientTape() as t: m = tf.map_fn(lambda r: w * r, x)
    return t.gradient(m, w)
say("in a function", lambda: mapped(x).numpy())
@tf.function
def inside(x):
    c = x * 2.
    def row(r):
        with tf.GradientTape() as t: t.watch(c); y = c * r
        return t.gradient(y, c)
    return tf.map_fn(row, x), tf.map_fn(lambda r: tf.gradients(c * r, c)[0], x)
say("of an outer tensor in a map", lambda: [g.numpy().tolist() for g in inside(x)])
def gradient(f, a):
    with tf.GradientTape() as t: t.watch(a); y = f(a)
    return np.round(t.gradient(y, a).numpy().astype(float), 3).tolist()
say("eigenvalues", lambda: gradient(lambda a: tf.reduce_sum(tf.math.real(tf.linalg.eig(a)[0] * tf.constant([1 + 0j, 2 + 0j], tf.complex64))), tf.constant([[1., 2.], [3., 5.]])))
say("exponential", lambda: gradient(lambda a: tf.reduce_sum(tf.linalg.expm(a)), tf.constant([[.1, .2], [.3, .05]])))
say("sources that lie inside", lambda: (lambda t: [t.watch(x), (y := x * 2.), [g.numpy().tolist() for g in t.gradient([y * y, y], [y, x])]][-1])(tf.GradientTape().__enter__()))
class Lost(Exception): pass
@tf.function
def inner(x): w.assign_add(1.); raise Lost
@tf.function
def outer(x):
    tf.compat.v1.add_to_collection("mine", x)
    y = x * w
    try: inner(x)
    except Lost: pass
    return y + w * float(len(tf.compat.v1.get_collection("mine")))
say("a trace that failed inside", lambda: (outer(tf.constant(2.)).numpy(), len(outer.get_concrete_function(tf.TensorSpec([], tf.float32)).variables)))
with tf.GradientTape() as t: y = outer(tf.constant(2.))
say("its gradient", lambda: t.gradient(y, w).numpy())
@tf.function
def chain(x, y): return tf.exp(tf.tanh(x + y)) * 2.
for sizes in ((50000, 40000), (3, 2)):
    try: chain(tf.zeros(sizes[:1]), tf.zeros(sizes[1:]))
    except ValueError as e: print("a chain that does not fit", e.__cause__ is e, e.__context__ is e)
def checked(x):
    assert x > 0., "not positive"
    return x
asked = tf.autograph.experimental.Feature.ASSERT_STATEMENTS
for options in (None, asked, None): say("with asserts" if options else "without", lambda: tf.function(checked, experimental_autograph_options=options)(tf.constant(1.)).numpy())
say("aliases", lambda: (tf.optimizers.SGD is tf.keras.optimizers.SGD, tf.losses.MeanSquaredError is tf.keras.losses.MeanSquaredError, tf.metrics.Mean is tf.keras.metrics.Mean, tf.initializers.Zeros is tf.keras.initializers.Zeros))
import contextvars, threading
context = contextvars.ContextVar("context", default="none")
@tf.function
def called(): return tf.py_function(lambda: context.get(), [], tf.string)
for value in ("one", "two"): context.set(value); say("a context variable", lambda: called().numpy())
main, seen = tf.compat.v1.get_default_graph(), []
other = threading.Thread(target=lambda: seen.append((tf.compat.v1.get_default_graph() is main, tf.compat.v1.get_default_graph() is tf.compat.v1.get_default_graph()))); other.start(); other.join(); print(seen)
