"""Comprehensions, walrus, lambdas, dictionaries and tuples as targets in tensor loops and branches."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e).split(' at 0x')[0][:140]}"
    print(r)
def a(x):
    (p, q), r = (x, x), x
    while p < 3.:
        (p, q), r = (p + 1., q * 2.), p
    return p, q, r
t(lambda: tf.function(a)(tf.constant(1.)))
def b(x):
    y = 0.
    if (y := x * 2.) > 1.: y = y + 1.
    return y
t(lambda: tf.function(b)(tf.constant(1.)))
def c(x):
    fs = [lambda v: v + k for k in (1., 2.)]
    if x > 0: x = fs[0](x)
    else: x = fs[1](x)
    return x
t(lambda: tf.function(c)(tf.constant(1.)))
def d(x):
    with tf.control_dependencies([tf.debugging.assert_greater(x, 0.)]):
        for i in tf.range(3):
            x += tf.cast(i, tf.float32)
            if x > 2.: continue
            x *= 2.
    return x
t(lambda: tf.function(d)(tf.constant(1.)))
def e(x):
    ta = tf.TensorArray(tf.float32, size=0, dynamic_size=True)
    for i in tf.range(3): ta = ta.write(i, x * tf.cast(i, tf.float32))
    return ta.stack()
t(lambda: tf.function(e)(tf.constant(2.)))
def f(x):
    x += 1.
    def g(y):
        if y > 0: return y * x
        return y
    if x > 1.: z = g(x)
    else: z = g(-x)
    return z
t(lambda: tf.function(f)(tf.constant(2.)))
def g(x, *, n=2, **kw):
    for i in range(n):
        for k, v in kw.items():
            if x > 0: x = x + v
            else: x = x - v
    return x
t(lambda: tf.function(g)(tf.constant(1.), a=1., b=2.))
def h(x):
    i = 0
    while True:
        i += 1
        if i > 3: break
        x = x * 2.
    return x
t(lambda: tf.function(h)(tf.constant(1.)))
def k(x):
    while tf.constant(True):
        x += 1.
        if x > 5.: break
    return x
t(lambda: tf.function(k)(tf.constant(1.)))
def l(x):
    for i in tf.range(10):
        if i == 3: break
        for j in tf.range(10):
            if j == i: break
            if j == 1: continue
            x += 1.
    return x
t(lambda: tf.function(l)(tf.constant(0.)))
def m(x):
    try:
        if x > 0: y = x
        else: y = -x
    finally: z = 1.
    return y + z
t(lambda: tf.function(m)(tf.constant(-2.)))
def n(x):
    y = tf.constant("a")
    for s in tf.constant(["b", "c"]): y += s
    return y
t(lambda: tf.function(n)(tf.constant(-2.)))
def o(x):
    if tf.reduce_any(x > 0) and tf.reduce_all(x < 5): return tf.reduce_sum(x)
    return tf.constant(-1.)
t(lambda: tf.function(o)(tf.constant([1., 2.]))); t(lambda: tf.function(o)(tf.constant([1., 7.])))
class C(tf.Module):
    def __init__(self): self.total = tf.Variable(0.); self.seen = tf.constant(0)
    @tf.function
    def __call__(self, x):
        for row in x:
            if row > 1.: self.total.assign_add(row)
        return self.total
q = C()
t(lambda: q(tf.constant([1., 2., 3.])).numpy())
def r(x):
    d = dict(a=x, b=x)
    for key in d:
        if x > 0: d[key] = d[key] + 1.
    return d
t(lambda: {k: v.numpy() for k, v in tf.function(r)(tf.constant(1.)).items()})
def u(x):
    y, z = x, None
    if x > 0: y, z = 1., 2.
    else: y, z = 3., 4.
    return y, z
t(lambda: tf.function(u)(tf.constant(1.)))
