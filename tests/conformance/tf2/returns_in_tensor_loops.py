"""A return in a tensor loop gives the value of the turn that returned."""
def last(e): return "loop must iterate at least once" if "must iterate at least once" in str(e) else ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e).split(' at 0x')[0].split(' [Op:')[0][:200]}"
    print(r)
def a(x):
    while x < 5.:
        return x
t(lambda: tf.function(a)(tf.constant(1.)))
t(lambda: tf.function(a)(tf.constant(9.)))
def b(x):
    for i in tf.range(3):
        return i
    return 7
t(lambda: tf.function(b)(tf.constant(1.)))
def c(x):
    while x < 5.:
        x += 1.
        if x > 3.: return x
    return x
t(lambda: tf.function(c)(tf.constant(1.)))
def d(x):
    r = x
    for i in tf.range(5):
        r += 1.
        if i > 2: break
    else:
        r += 100.
    return r
t(lambda: tf.function(d)(tf.constant(1.)))
def e(x):
    while x < 3.:
        x += 1.
        if x > 7.: break
    else:
        x += 100.
    return x
t(lambda: tf.function(e)(tf.constant(1.)))
def f(x):
    while x < 30.:
        x += 1.
        if x > 7.: break
        if x > 5.: continue
    else:
        x += 100.
    return x
t(lambda: tf.function(f)(tf.constant(1.)))
