"""What the branches of a tensor condition leave in a name must have one dtype and one structure."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
def a(x):
    if x > 0: y = x
    else: y = 1
    return y
t(lambda: tf.function(a)(tf.constant(1.)))
def b(x):
    if x > 0: y = x
    return y
t(lambda: tf.function(b)(tf.constant(1.)))
def c(x):
    y = None
    if x > 0: y = x
    return y
t(lambda: tf.function(c)(tf.constant(1.)))
def d(x):
    y = None
    if x > 0: y = x
    else: y = -x
    return y
t(lambda: tf.function(d)(tf.constant(1.)))
def e(x):
    if x > 0: y = (x, x)
    else: y = (x, x, x)
    return y
t(lambda: tf.function(e)(tf.constant(1.)))
def f(x):
    y = 5
    if x > 0: y = 6
    return y
t(lambda: tf.function(f)(tf.constant(1.)))
def g(x):
    y = "a"
    if x > 0: y = "b"
    return y
t(lambda: tf.function(g)(tf.constant(1.)))
def h(x):
    if x > 0: unused = (x, 1)
    else: unused = x
    return x
t(lambda: tf.function(h)(tf.constant(1.)))
v = tf.Variable(3.)
def i(x):
    if x > 0: y = v
    else: y = x
    return y
t(lambda: tf.function(i)(tf.constant(1.)))
def j(x):
    if x: y = 1
    else: y = 2
    return y
t(lambda: tf.function(j)(tf.constant(1.)))
def k(x):
    if x > 0: y = 1
    else: y = 2
    return y
t(lambda: tf.function(k)(tf.constant([1., 2.]))); t(lambda: tf.function(k)(tf.constant([1.])))
def l(x):
    y = x if x > 0 else 1
    return y
t(lambda: tf.function(l)(tf.constant(1.)))
