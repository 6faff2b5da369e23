"""Returns under tensor conditions must be on both paths and alike."""
def last(e): return ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e)[:230]}"
    print(r)
def one(x):
    if x > 0: return x
t(lambda: tf.function(one)(tf.constant(1.)))
def two(x):
    if x > 0: return x
    y = x * 2.
t(lambda: tf.function(two)(tf.constant(1.)))
def three(x):
    if x > 0: return x
    elif x < -5.: return -x
    x = x * 3.
    return x
f3 = tf.function(three)
for v in (1., -7., -2.): t(lambda: f3(tf.constant(v)))
def four(x):
    if x > 0: return x, 1
    return x
t(lambda: tf.function(four)(tf.constant(1.)))
def five(x):
    if x > 0: return x
    return 1
t(lambda: tf.function(five)(tf.constant(1.)))
def six(x):
    if x > 0: return None
    return x
t(lambda: tf.function(six)(tf.constant(1.)))
def seven(x):
    if x > 0:
        if x > 10.: return {"a": x}
        return {"a": x + 1.}
    return {"a": tf.constant(0.)}
t(lambda: tf.function(seven)(tf.constant(1.)))
def eight(x):
    if x > 0: return {"a": x}
    return {"b": x}
t(lambda: tf.function(eight)(tf.constant(1.)))
def nine(x):
    if x > 0: raise ValueError("positive")
    return x
t(lambda: tf.function(nine)(tf.constant(1.)))
