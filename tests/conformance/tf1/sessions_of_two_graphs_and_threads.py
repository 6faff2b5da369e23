"""Each session has values of its own for a resource; threads, default sessions, loads and branches see these."""
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", e.op.name if getattr(e, "op", None) is not None else str(e).split("\n")[0][:220].split(" object at")[0])

import threading
g = tf.Graph()
with g.as_default(): v = tf.Variable([1., 2.], use_resource=True, name="v"); w = tf.Variable(3., name="w"); i = tf.global_variables_initializer(); up = v.assign_add([1., 1.]); both = tf.group(up, w.assign_add(1.))
a, b = tf.Session(graph=g), tf.Session(graph=g); a.run(i); err(lambda: b.run(v)); err(lambda: b.run(up)); b.run(i); print(a.run(up), a.run(up), b.run(v), a.run([v, up.op, w]))
ts = [threading.Thread(target=lambda: [a.run(both) for _ in range(50)]) for _ in range(4)]; [t.start() for t in ts]; [t.join() for t in ts]; print(a.run(w), a.run(v) - a.run(w) > -300)
err(lambda: tf.Session().run(v)); err(lambda: tf.Session(graph=tf.Graph()).run(v)); a.close(); err(lambda: a.run(v)); err(lambda: v.eval()); print(v.eval(b), w.eval(session=b))
with b.as_default(): print(v.eval(), up.op.run(), v.value().eval(), tf.get_default_session() is b)
err(lambda: v.load([5., 6.])); v.load([5., 6.], b); print(b.run(v)); err(lambda: v.load([5.], b)); err(lambda: w.load([1.], b)); c = b.make_callable([v, w]); print(c()); print(b.run(up, {w: 4.}), b.run(w * 2., {w: 4.})); err(lambda: b.run(w + 0., {v: [1., 1.]})); print(b.run(v + 0., {v: [1., 1.]}) if 0 else "")
with g.as_default(): x = tf.cond(w > 0., lambda: v.assign([0., 0.]), lambda: v.value()); y = tf.while_loop(lambda i: i < 3, lambda i: i + 1, [tf.constant(0)]); print(b.run([x, y]), b.run(v))
