"""`tf.autograph.to_graph` converts loops and branches of every kind; called eagerly they are Python."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
def a(x, n):
    total = x
    for i in tf.range(n):
        if i == 2: continue
        total += tf.cast(i, tf.float32)
        if total > 100.: break
    while total < -3.: total += 1.
    for k in range(2): total += k
    return total
f = tf.autograph.to_graph(a)
t(lambda: f(tf.constant(1.), 5)); t(lambda: f(tf.constant(90.), 9)); t(lambda: tf.function(f)(tf.constant(1.), tf.constant(5)))
def b(x):
    if x > 0: return x
    elif x < -10: return None
    y = {"a": x}
    y["a"] += 1
    return y
g = tf.autograph.to_graph(b)
t(lambda: g(tf.constant(1))); t(lambda: g(tf.constant(-1))["a"]); t(lambda: g(tf.constant(-11))); t(lambda: g(3))
code = tf.autograph.to_code(a)
print(code.splitlines()[0], "for_stmt" in code, "while_stmt" in code, "if_stmt" in code, "nonlocal" in code, " break" in code, "continue\n" in code)
def c(n):
    while n > 0:
        n -= 1
        if n == 3: return n
    return "end"
h = tf.autograph.to_graph(c)
t(lambda: h(5)); t(lambda: h(2)); t(lambda: h(tf.constant(5)))
class K:
    def m(self, x):
        if x > 0: self.v = x
        return self
print(tf.autograph.to_graph(K.m)(K(), 5).v)
def e(n):
    for i in range(n): pass
    else: n = 7
    return n
try: tf.autograph.to_graph(e)
except Exception as x: print(type(x).__name__, isinstance(x, NotImplementedError), x)
print(tf.function(e)(3).numpy())
