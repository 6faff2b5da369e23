"""Slots and averages pass through the custom getter and the regularizer of the scope in force."""
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", e.op.name if getattr(e, "op", None) is not None else str(e).split("\n")[0][:220].split(" object at")[0])

made = []
def getter(getter, name, *args, **kwargs): made.append(name); return getter(name, *args, **kwargs)
with tf.variable_scope("s", custom_getter=getter, regularizer=lambda v: tf.reduce_sum(v), initializer=tf.constant_initializer(5.), dtype=tf.float64):
    w = tf.get_variable("w", [2], dtype=tf.float32); o = tf.train.AdamOptimizer(.1); t = o.minimize(tf.reduce_sum(w))
    e = tf.train.ExponentialMovingAverage(.9, num_updates=tf.Variable(3, name="n", trainable=False)); a = e.apply([w]); print(a.name, e.average_name(w), e.average(w).name)
    c = w * 2.; e.apply([c]); print(e.average(c).name, e.average(tf.constant(1.)))
print(made, [q.name for q in tf.get_collection("regularization_losses")], [q.name for q in tf.global_variables()], [q.dtype.name for q in o.variables()])
print(sorted((k, v.name) for k, v in e.variables_to_restore().items()), [q.name for q in tf.moving_average_variables()])
err(lambda: e.apply([tf.constant(1, name="whole")])); err(lambda: tf.train.ExponentialMovingAverage(.9).apply([w]).name); s = tf.Session(); s.run(tf.global_variables_initializer()); s.run(a); print(s.run([e.average(w), w])); print(s.run(o.get_slot(w, "m")))
@tf.custom_gradient
def f(x): return x * 1., lambda dy: dy * 7.
print(s.run(tf.gradients(f(w), w)), [k for k in tf.get_default_graph().get_all_collection_keys() if isinstance(k, str) and k in ("train_op", "moving_average_variables")])
def z():
    with tf.variable_scope("z", reuse=tf.AUTO_REUSE): return tf.train.ExponentialMovingAverage(.5, zero_debias=True).apply([tf.identity(w, name="id")]).name
err(z); err(z); print([q.name for q in tf.global_variables()][-4:])
