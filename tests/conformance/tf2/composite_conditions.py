"""Conditions made of and, or, not and comparisons in a row are tensors where a part is one."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
@tf.function
def a(x, y):
    if 0 < x < 10 and not y: r = 1
    elif x > 100 or y: r = 2
    else: r = 3
    return r
for x, y in ((5, False), (5, True), (200, False), (50, False)): t(lambda: a(tf.constant(x), tf.constant(y)))
@tf.function
def b(x, flag):
    if flag and x > 0: return x
    return -x
t(lambda: b(tf.constant(1), True)); t(lambda: b(tf.constant(1), False)); t(lambda: b(tf.constant(1), None))
@tf.function
def c(x):
    n = 0
    while x > 0 and n < 3: x -= 1; n += 1
    return n
t(lambda: c(tf.constant(2))); t(lambda: c(tf.constant(9)))
@tf.function
def d(x): return 1 if x is None else (2 if x > 0 else 3)
t(lambda: d(None)); t(lambda: d(tf.constant(1))); t(lambda: d(tf.constant(-1)))
@tf.function
def e(x):
    if x: return 1
    return 2
t(lambda: e(tf.constant(True))); t(lambda: e(tf.constant([True]))); t(lambda: e(tf.constant(1))); t(lambda: e([])); t(lambda: e([1]))
@tf.function
def f(x):
    assert x > 0, "not positive"
    return x
t(lambda: f(tf.constant(1)))
@tf.function
def g(x): return x == 1, x != 1, not (x == 1)
t(lambda: [v.numpy() for v in g(tf.constant(1))])
