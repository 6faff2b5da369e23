"""An item that a tensor loop or branch writes is its state, by a constant or by a name as key."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
@tf.function
def a(x):
    d = {"k": x, "n": 0}
    for i in tf.range(4):
        d["k"] += 1.
        d["n"] = i
    return d
t(lambda: sorted((k, v.numpy()) for k, v in a(tf.constant(0.)).items()))
@tf.function
def b(x):
    l = [x, x]
    if x > 0:
        l[0] = x * 10.
    return l
t(lambda: [v.numpy() for v in b(tf.constant(1.))]); t(lambda: [v.numpy() for v in b(tf.constant(-1.))])
@tf.function
def c(x):
    l = [x, x]
    j = 1
    while x < 3.:
        l[j] = l[j] + x
        x += 1.
    return l[0], l[1]
t(lambda: c(tf.constant(0.)))
@tf.function
def d(x):
    d = {}
    if x > 0: d["new"] = x
    else: d["new"] = -x
    return d["new"]
t(lambda: d(tf.constant(-3.)))
@tf.function
def e(x):
    d = {}
    for i in tf.range(2): d["new"] = x
    return d["new"]
t(lambda: e(tf.constant(-3.)))
@tf.function
def f(x):
    d = {"a": {"b": x}}
    if x > 0: d["a"]["b"] = x + 1.
    return d["a"]["b"]
t(lambda: f(tf.constant(3.)))
@tf.function
def g(x):
    d = {"a": x}
    if x > 0: del d["a"]
    return x
t(lambda: g(tf.constant(3.)))
