"""Each optimizer makes the slots of one variable after those of another, for references and for resources."""
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", e.op.name if getattr(e, "op", None) is not None else str(e).split("\n")[0][:220].split(" object at")[0])

T = tf.train
for r in (False, True):
    for O in (T.AdagradOptimizer(.1), T.AdadeltaOptimizer(.1), T.AdamOptimizer(.1), T.FtrlOptimizer(.1), T.MomentumOptimizer(.1, .9), T.RMSPropOptimizer(.1), T.RMSPropOptimizer(.1, centered=True), T.ProximalAdagradOptimizer(.1), T.ProximalGradientDescentOptimizer(.1), T.GradientDescentOptimizer(.1)):
        with tf.Graph().as_default(), tf.Session() as s:
            a = tf.get_variable("a", initializer=[1., 2.], use_resource=r); b = tf.get_variable("b", initializer=3., use_resource=r)
            t = O.minimize(tf.reduce_sum(a * a) * b); print(t.name, t.type, [v.name for v in tf.global_variables()], O.get_slot_names(), [v.name for v in O.variables()])
            s.run(tf.global_variables_initializer()); s.run(t); print(s.run([a, b])[1].round(4), [s.run(O.get_slot(a, n)).round(4).tolist() for n in O.get_slot_names()], [v.dtype.name for v in O.variables()][:1])
            i = tf.train.GradientDescentOptimizer(.1); g = i.compute_gradients(tf.reduce_sum(tf.gather(a, [0, 0]))); print(type(g[0][0]).__name__.replace("Value", ""), s.run(i.apply_gradients(g)), s.run(a).round(4))
