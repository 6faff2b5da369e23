"""A name that only a tensor loop defines has a value if there was a turn."""
def last(e): return "loop must iterate at least once" if "must iterate at least once" in str(e) else ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e).split(' at 0x')[0].split(' [Op:')[0][:200]}"
    print(r)
def a(n):
    for i in tf.range(n): y = i * 2
    return y
fa = tf.function(a)
t(lambda: fa(tf.constant(2))); t(lambda: fa(tf.constant(0)))
def b(n):
    for i in tf.range(n): pass
    return i
fb = tf.function(b)
t(lambda: fb(tf.constant(2))); t(lambda: fb(tf.constant(0)))
def c(n):
    y = None
    for i in tf.range(n): y = i
    return y
t(lambda: tf.function(c)(tf.constant(3)))
def d(n):
    while n > 0:
        if n > 2: z = n
        n -= 1
    return z
t(lambda: tf.function(d)(tf.constant(3)))
def e(n):
    while n > 0:
        pair = (n, [n, n])
        n -= 1
    return pair
t(lambda: tf.function(e)(tf.constant(3)))
class O: pass
def f(n):
    while n > 0:
        o = O()
        n -= 1
    return o
t(lambda: tf.function(f)(tf.constant(3)))
def g(n):
    k = None
    while n > 0: n -= 1; k = None
    return k
t(lambda: tf.function(g)(tf.constant(3)))
def h(n):
    for row in tf.ones([2, 3]) : last_row = row
    return last_row
t(lambda: tf.function(h)(tf.constant(3)))
def i(n):
    for a, b in tf.constant([[1, 2], [3, 4]]): s = a + b
    return s
t(lambda: tf.function(i)(tf.constant(3)))
