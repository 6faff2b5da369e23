"""An input signature gives types to `*args` too, and refuses what does not fit."""
import numpy as np
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
S = tf.TensorSpec([], tf.float32)
@tf.function(input_signature=[S, S])
def f(*args): return tf.add_n(args)
t(lambda: f(1., 2.)); t(lambda: f(1, 2)); t(lambda: f(1.)); t(lambda: f(1., 2., 3.))
@tf.function(input_signature=[S, S, S])
def g(x, *rest): return x - tf.add_n(rest)
t(lambda: g(9., 2., 3.)); print(g.experimental_get_tracing_count())
@tf.function(input_signature=[S])
def h(x, y=2.): return x * y
t(lambda: h(3.)); t(lambda: h(3., 4.)); t(lambda: h(3., y=4.))
class M(tf.Module):
    @tf.function(input_signature=[S, S])
    def f(self, *args): return tf.add_n(args)
t(lambda: M().f(1., 2.))
def bad(x, y): return x
t(lambda: tf.function(bad, input_signature=[S])(1.))
t(lambda: tf.function(bad, input_signature=[S, S, S])(1., 2.))
@tf.function(input_signature=[[S, S], {"k": S}])
def n(pair, d): return pair[0] + pair[1] + d["k"]
t(lambda: n([1., 2.], {"k": 3.})); t(lambda: n([1.], {"k": 3.})); t(lambda: n((1., 2.), {"k": 3.}))
t(lambda: f(tf.constant(1), 2.)); t(lambda: f([1.], 2.))
@tf.function(input_signature=[tf.TensorSpec([None], tf.int32)])
def i(x): return x
t(lambda: i([1, 2])); t(lambda: i(np.array([1, 2], np.int64))); t(lambda: i([])); t(lambda: i([1.5]))
