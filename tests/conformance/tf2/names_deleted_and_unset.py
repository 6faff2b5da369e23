"""A deleted name has no value; one that no path set is refused when it is read."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
def a(x):
    y = x
    del y
    return y
t(lambda: tf.function(a)(tf.constant(1.)))
def b(x, flag):
    if flag: y = x
    return y
t(lambda: tf.function(b)(tf.constant(1.), True)); t(lambda: tf.function(b)(tf.constant(1.), False))
def c(x):
    for i in range(2):
        y = x; del y
    return x
t(lambda: tf.function(c)(tf.constant(1.)))
def d(x):
    for i in tf.range(2):
        y = x; del y
    return x
t(lambda: tf.function(d)(tf.constant(1.)))
def e(x):
    for i in []: pass
    return i
t(lambda: tf.function(e)(tf.constant(1.)))
def f(x):
    for i in range(3): z = i
    return x + float(z) + float(i)
t(lambda: tf.function(f)(tf.constant(1.)))
def g(x, flag):
    if flag: y = 1.
    y += x
    return y
t(lambda: tf.function(g)(tf.constant(1.), True)); t(lambda: tf.function(g)(tf.constant(1.), False))
def h(x):
    if x > 0:
        t1 = x * 2.; y = t1
    else:
        t1 = [x]; y = t1[0]
    return y
t(lambda: tf.function(h)(tf.constant(1.)))
def i(x):
    del x
    return 1
t(lambda: tf.function(i)(tf.constant(1.)))
