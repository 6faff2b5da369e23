"""An attribute that a tensor branch writes is chosen by the branch, and must be there on both paths."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:110]}"
    print(r)
class S: pass
s = S(); s.n = tf.constant(1.); s.inner = S(); s.inner.v = tf.constant(5.)
@tf.function
def a(x):
    if x > 0:
        s.n = s.n + x
        s.inner.v = x
    return s.n, s.inner.v
t(lambda: a(tf.constant(2.)))
s.n = tf.constant(1.); s.inner.v = tf.constant(5.)
t(lambda: a.get_concrete_function(tf.constant(-2.)) is not None)
r = S()
@tf.function
def b(x):
    if x > 0: r.fresh = x
    return x
t(lambda: b(tf.constant(1.)))
u = S()
@tf.function
def c(x):
    if x > 0: u.made = x
    else: u.made = -x
    return u.made
t(lambda: c(tf.constant(-4.))); print(type(u.made).__name__ != "EagerTensor")
@tf.function
def d(x):
    o = S()
    if x > 0: o.v = x
    else: o.v = -x
    return o.v
t(lambda: d(tf.constant(-4.)))
@tf.function
def e(x):
    if x > 0:
        o = S(); o.v = x; y = o.v
    else: y = -x
    return y
t(lambda: e(tf.constant(-4.)))
w = S(); w.k = "text"
@tf.function
def g(x):
    if x > 0: w.k = S()
    return x
t(lambda: g(tf.constant(1.)))
