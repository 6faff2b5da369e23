"""Branches in loops in branches carry just what is read later."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
@tf.function
def a(x, n):
    total = tf.constant(0.)
    if n > 0:
        for i in tf.range(n):
            if i % 2 == 0:
                part = x * 2.
                total += part
            else:
                part = [x, x]
                for j in tf.range(2):
                    total += part[0]
                    if total > 20.: break
    else:
        total -= 1.
    return total
for n in (0, 1, 2, 5): t(lambda: a(tf.constant(1.5), tf.constant(n)))
@tf.function
def b(n):
    s = 0
    i = 0
    while i < n:
        j = 0
        while j < i:
            if j == 2: break
            j += 1
            if j == 1: continue
            s += j
        i += 1
    return s, i
t(lambda: b(tf.constant(5)))
@tf.function
def c(x):
    out = []
    for i in range(3):
        if x > float(i): y = x
        else: y = tf.constant(0.)
        out.append(y)
    return out
t(lambda: [v.numpy() for v in c(tf.constant(1.5))])
@tf.function
def d(n):
    a, b = 0, 1
    for _ in tf.range(n): a, b = b, a + b
    return a
t(lambda: d(tf.constant(10)))
@tf.function
def e(n):
    f = lambda q: q + k
    k = 1
    for i in tf.range(n):
        k += 1
    return f(n)
t(lambda: e(tf.constant(3)))
@tf.function
def g(n):
    k = 0
    def inc(by):
        nonlocal k
        k = k + by
    for i in range(3): inc(i)
    return k + n
t(lambda: g(tf.constant(3)))
@tf.function
def h(n):
    for i in tf.range(2):
        for i in tf.range(3.):
            n += i
    return n
t(lambda: h(tf.constant(0.)))
