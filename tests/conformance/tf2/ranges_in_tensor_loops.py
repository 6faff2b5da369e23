"""A tensor loop over a range counts up or down, by any step, in any dtype."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
@tf.function
def a(start, limit, delta):
    n = 0; last_one = start
    for i in tf.range(start, limit, delta):
        n += 1; last_one = i
    return n, last_one
t(lambda: a(tf.constant(0), tf.constant(5), tf.constant(2)))
t(lambda: a(tf.constant(5), tf.constant(0), tf.constant(-2)))
t(lambda: a(tf.constant(0.), tf.constant(1.), tf.constant(.25)))
t(lambda: a(tf.constant(0), tf.constant(0), tf.constant(1)))
@tf.function
def b(n):
    s = tf.constant(0, tf.int64)
    for i in tf.range(n, dtype=tf.int64): s += i
    return s
t(lambda: b(4))
@tf.function
def c(n):
    s = 0
    for i in range(n): s += i
    return s
t(lambda: c(tf.constant(4))); t(lambda: c(4))
@tf.function
def d(x):
    s = 0.
    for row in x:
        for v in row: s += v
    return s
t(lambda: d(tf.constant([[1., 2.], [3., 4.]])))
@tf.function
def e(x):
    for v in x: pass
    return v
t(lambda: e(tf.constant(1.))); t(lambda: e(tf.constant([1., 2.])))
@tf.function(input_signature=[tf.TensorSpec([None, 2])])
def f(x):
    s = tf.zeros([2])
    for row in x: s += row
    return s
t(lambda: f(tf.ones([0, 2]))); t(lambda: f(tf.ones([3, 2])))
