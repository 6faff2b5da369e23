"""A loop variable keeps dtype, shape and structure from turn to turn."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
def a(x):
    y = tf.constant(1, tf.int64)
    for i in tf.range(3): y = 5
    return y
t(lambda: tf.function(a)(tf.constant(1)))
def b(x):
    y = 0
    for i in tf.range(3): y = y + 0.5
    return y
t(lambda: tf.function(b)(tf.constant(1)))
def c(x):
    y = tf.ones([1])
    for i in tf.range(3): y = tf.concat([y, y], 0)
    return y
t(lambda: tf.function(c)(tf.constant(1)))
def d(x):
    y = (x, x)
    for i in tf.range(3): y = [x, x]
    return y
t(lambda: tf.function(d)(tf.constant(1)))
def e(x):
    y = x
    for i in tf.range(3): y = (x, x)
    return y
t(lambda: tf.function(e)(tf.constant(1)))
def f(x):
    y = x
    for i in tf.range(3): y = None
    return y
t(lambda: tf.function(f)(tf.constant(1)))
def g(x):
    y = tf.ones([1])
    for i in tf.range(3):
        tf.autograph.experimental.set_loop_options(shape_invariants=[(y, tf.TensorShape([None]))])
        y = tf.concat([y, y], 0)
    return y
t(lambda: tf.function(g)(tf.constant(1)))
def h(x):
    y = True
    for i in tf.range(3): y = x > 0
    return y
t(lambda: tf.function(h)(tf.constant(1)))
def i(x):
    y = 1.
    while x < 3: y, x = x, x + 1
    return y
t(lambda: tf.function(i)(tf.constant(1)))
