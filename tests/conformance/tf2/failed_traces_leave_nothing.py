"""A trace, a branch or a loop that fails leaves no graph and no function behind, with the collector off."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
import gc, weakref
gc.collect(); gc.disable()
class Big:
    def __init__(self): self.t = tf.constant(1.)
def run(body, *args):
    big = Big()
    f = tf.function(lambda *a: body(big, *a))
    try: f(*args)
    except Exception as e: print(type(e).__name__, end=" ")
    refs = weakref.ref(big), weakref.ref(f)
    del big, f
    return refs
def a(big, x):
    if x > 0: raise ValueError("a")
    return x
def b(big, x):
    if x > 0: y = big.t
    return y
def c(big, x):
    for i in tf.range(3): x = tf.concat([x, x], 0)
    return x
def d(big, x):
    while x > 0: z = {}["none"]
    return x
def e(big, x): return tf.cond(x > 0, lambda: big.t, lambda: 1 / 0)
for body, x in ((a, 1.), (b, 1.), (c, [1.]), (e, 1.)):
    refs = run(body, tf.constant(x)); print([r() is None for r in refs])
