"""An index outside names its dimension, a variable is its own derivative, and a loop of which a gradient was asked runs as before."""
def say(label, f):
    try: print(label, f())
    except Exception as e: print(label, type(e).__name__, e.op.name if getattr(e, "op", None) else str(e).split("\n")[0].split(" for '")[0])
s = tf.Session(); m = tf.placeholder(tf.float32, [2, 3]); x = tf.placeholder(tf.float32, [None]); i = tf.placeholder(tf.int32, []); u = tf.placeholder(tf.float32)
for at in ((0, 5), (5, 0), (slice(None), -4), (0, 0, 0)): say(at, lambda: m[at])
say("deeper", lambda: tf.zeros([2, 2, 2])[0, 0, 5]); say("two of one", lambda: x[i, i]); say("of unknown rank", lambda: s.run(u[i, i], {u: [1., 2.], i: 0})); say("run", lambda: s.run(x[i], {x: [1., 2.], i: 5}))
v, r = tf.Variable(2., name="v"), tf.Variable(2., use_resource=True, name="r"); s.run(tf.global_variables_initializer())
for one in (v, r): say("by itself", lambda: ([g.name for g in tf.gradients(one, [one])], s.run(tf.gradients(one, [one]))))
say("zeros", lambda: [g.name for g in tf.gradients(tf.unstack(tf.stack([v, v]))[0], v)])
w = tf.while_loop(lambda k, a: k < 3, lambda k, a: (k + 1, a * v), [0, 1.])[1]; print(s.run(w)); g = tf.gradients(w, v)[0]; print(s.run(w), s.run(g))
print(tf.train.piecewise_constant(tf.constant(1), [1], [1., 2.]).name, tf.foldl(lambda a, b: a + b, tf.constant([1., 2.])).name)
