"""A tensor loop that carries nothing runs for what it does."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
v = tf.Variable(0.)
@tf.function
def a():
    while v < 3.: v.assign_add(1.)
    return v.read_value()
t(a); t(lambda: v.numpy())
@tf.function
def b(n):
    for _ in tf.range(n): v.assign_add(10.)
b(tf.constant(2)); t(lambda: v.numpy())
@tf.function
def c(x):
    if x > 0: v.assign(-1.)
c(tf.constant(-1.)); t(lambda: v.numpy()); c(tf.constant(1.)); t(lambda: v.numpy())
@tf.function
def d(x):
    if x > 0: v.assign(5.)
    else: pass
    return None
t(lambda: d(tf.constant(1.))); t(lambda: v.numpy())
@tf.function
def e(x):
    while v < 8.:
        if v > 6.: v.assign_add(2.); continue
        v.assign_add(.5)
    return v
t(lambda: e(1.))
