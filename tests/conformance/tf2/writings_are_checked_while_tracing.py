"""A writing whose shape does not fit is refused while tracing, before anything has run."""
def last(e): return "loop must iterate at least once" if "must iterate at least once" in str(e) else ([l.strip() for l in str(e).split("\n") if l.strip()] or [""])[-1]
def t(f):
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} | {last(e).split(' at 0x')[0].split(' [Op:')[0][:130]}"
    print(r)
v = tf.Variable([1., 2.]); w = tf.Variable(0.)
def make(change):
    @tf.function
    def f():
        w.assign_add(1.)
        change()
        return 1
    return f
for change in (lambda: v.assign_add([1., 2., 3.]), lambda: v.assign_sub(1.), lambda: v.assign([1.]),
               lambda: v.scatter_add(tf.IndexedSlices([1., 2., 3.], [0, 1])), lambda: v.scatter_nd_update([[0]], [1., 2.])):
    t(make(change)); print(w.numpy())
@tf.function
def g(u): u.assign_add([1., 2.]); return 1
t(lambda: g(v)); t(lambda: g(w)); print(v.numpy())
free = tf.Variable([1., 2.], shape=tf.TensorShape([None]))
@tf.function
def h(): free.assign_add([1., 2., 3.])
t(h)
@tf.function
def k(x):
    if x > 0: v.assign_add([1.])
    return x
t(lambda: k(tf.constant(-1.)))
