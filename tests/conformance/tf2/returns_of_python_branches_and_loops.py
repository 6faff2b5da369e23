"""Early returns under Python conditions, in loops, `with` and `try` too, return what Python returns."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
@tf.function
def a(x, k):
    for i in range(4):
        if i == k: return x + float(i)
        if i > 2: break
    else:
        return x - 1.
    return None
t(lambda: a(tf.constant(1.), 1)); t(lambda: a(tf.constant(1.), 9))
@tf.function
def b(x, mode="plain"):
    with tf.name_scope("s"):
        if mode == "early": return x
        y = x * 2.
    if mode == "mid":
        return y
    elif mode == "none":
        return
    y = y + 1.
    return y
for m in ("early", "mid", "none", "plain"): t(lambda: b(tf.constant(3.), m))
@tf.function
def c(x, bad):
    try:
        if bad: raise ValueError("no")
        return x
    except ValueError:
        return -x
    finally:
        print("finally")
t(lambda: c(tf.constant(1.), False)); t(lambda: c(tf.constant(1.), True))
@tf.function
def d(x, n):
    while True:
        n -= 1
        if n < 0: return x
        if n == 5: continue
        x = x + 1.
t(lambda: d(tf.constant(0.), 7))
@tf.function
def e(x, flag):
    if flag:
        if x is None: return 1
    else:
        return 2
    return 3
t(lambda: e(tf.constant(0.), True)); t(lambda: e(None, True)); t(lambda: e(None, False))
