"""A function in which a branch writes an annotated name is traced as it is written."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
@tf.function
def a(x, flag=True):
    y: int = 1
    if flag:
        z: int = 2
    return x + float(y)
t(lambda: a(tf.constant(1.)))
@tf.function
def b(x, flag=True):
    if flag:
        z: float = 2.
    else:
        z: float = 3.
    return x + z
t(lambda: b(tf.constant(1.))); t(lambda: b(tf.constant(1.), False))
@tf.function
def c(x):
    y: tf.Tensor = x
    if x > 0: y = -x
    return y
t(lambda: c(tf.constant(1.)))
@tf.function
def d(x):
    total: float
    total = 0.
    for i in tf.range(3): total += x
    return total
t(lambda: d(tf.constant(1.)))
