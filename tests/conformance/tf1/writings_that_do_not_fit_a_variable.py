"""A value that does not fit a reference or a resource, whole or in parts, is refused while building or by the run."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(
            type(e).__name__,
            "|",
            e.op.name if getattr(e, "op", None) is not None else str(e).split("\n")[0][:300],
            "|",
            [
                l
                for l in e.message.split("\n")
                if l.startswith(("Assign req", "Trying", "Must", "Cannot", "indices", "Param"))
            ]
            if hasattr(e, "message")
            else "",
        )


s = tf.Session()
x = tf.placeholder(tf.float32)
f = tf.Variable(0.0, name="f")
up = tf.assign(f, [1.0, 2.0], validate_shape=False)
down = tf.assign(f, 3.0)
s.run(f.initializer)
s.run(up)
err(lambda: s.run(down))
err(lambda: s.run(f.assign_add(1.0)))
err(lambda: s.run(f))
err(lambda: s.run(f.initializer))
u = tf.Variable(x, validate_shape=False, name="u")
err(lambda: s.run(u.assign(x), {x: [1.0, 2.0]}))
err(lambda: s.run(u.initializer, {x: [1.0, 2.0]}))
err(lambda: s.run(u.assign(x), {x: [1.0]}))
err(lambda: s.run(u.assign(x), {x: [1.0, 5.0]}))
err(lambda: s.run(u.assign_add(x), {x: [1.0]}))
err(lambda: s.run(tf.assign_sub(u, x), {x: 1.0}))
err(lambda: s.run(u))
r = tf.Variable([1.0, 2.0], use_resource=True, name="r")
s.run(r.initializer)
err(lambda: s.run(r.assign(x), {x: [1.0]}))
err(lambda: s.run(r.assign_add(x), {x: [1.0]}))
err(lambda: s.run(r.assign_sub(x), {x: 1.0}))
err(lambda: s.run(r))
q = tf.Variable(x, use_resource=True, validate_shape=False, name="q")
print(q, q.shape)
err(lambda: s.run(q.initializer, {x: [1.0, 2.0]}))
err(lambda: s.run(q.assign(x), {x: [[5.0]]}))
err(lambda: s.run(q))
i = tf.placeholder(tf.int32)
v = tf.Variable([[1.0, 2.0], [3.0, 4.0]], name="v")
s.run(v.initializer)
for k in ("update", "add", "sub", "mul", "div", "min", "max"):
    g = getattr(tf, "scatter_" + k)
    err(lambda: g(v, [0], [[1.0, 2.0, 3.0]]))
    err(lambda: s.run(g(v, i, x), {i: [0], x: [1.0, 2.0]}))
    err(lambda: s.run(g(v, i, x), {i: [0, 1], x: [[1.0, 2.0]]}))
    err(lambda: s.run(g(v, i, x), {i: [3], x: [[1.0, 2.0]]}))
for k in ("update", "add", "sub"):
    g = getattr(tf, "scatter_nd_" + k)
    err(lambda: g(v, [[0]], [[1.0, 2.0, 3.0]]))
    err(lambda: g(v, [[0]], [1.0, 2.0]))
    err(lambda: s.run(g(v, i, x), {i: [[0]], x: [1.0, 2.0]}))
    err(lambda: s.run(g(v, i, x), {i: [[0], [1]], x: [[1.0, 2.0]]}))
    err(lambda: s.run(g(v, i, x), {i: [[0, 5]], x: [1.0]}))
    err(lambda: s.run(g(v, [[0, 0]], 9.0)))
err(lambda: s.run(v))
p = tf.Variable([[1.0, 2.0], [3.0, 4.0]], use_resource=True, name="p")
s.run(p.initializer)
for k in ("update", "add"):
    g = getattr(tf, "scatter_" + k)
    err(lambda: g(p, [0], [[1.0, 2.0, 3.0]]))
    err(lambda: s.run(g(p, i, x), {i: [0], x: [1.0, 2.0]}))
    err(lambda: s.run(g(p, i, x), {i: [0, 1], x: [[1.0, 2.0]]}))
    err(lambda: s.run(g(p, i, x), {i: [3], x: [[1.0, 2.0]]}))
    g = getattr(tf, "scatter_nd_" + k)
    err(lambda: g(p, [[0]], [[1.0, 2.0, 3.0]]))
    err(lambda: g(p, [[0]], [1.0, 2.0]))
    err(lambda: s.run(g(p, i, x), {i: [[0]], x: [1.0, 2.0]}))
    err(lambda: s.run(g(p, i, x), {i: [[0, 5]], x: [1.0]}))
err(lambda: s.run(p))
