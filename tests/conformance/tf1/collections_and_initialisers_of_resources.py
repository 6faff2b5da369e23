"""Resources are listed, reported, initialised in order and brought back by a meta graph."""
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", e.op.name if getattr(e, "op", None) is not None else str(e).split("\n")[0][:220].split(" object at")[0])

r = tf.Variable(1., use_resource=True, name="r"); l = tf.get_local_variable("l", [1], initializer=tf.zeros_initializer(), use_resource=True); f = tf.Variable(2., name="f")
d = tf.Variable(r * 2. + f, name="d", use_resource=True); e = tf.Variable(d.initialized_value() if 0 else tf.identity(f), name="e")
print([v.name for v in tf.global_variables()], [v.name for v in tf.local_variables()], [v.name for v in tf.trainable_variables()], tf.model_variables())
s = tf.Session(); print(s.run(tf.report_uninitialized_variables())); s.run(tf.variables_initializer([r, f])); print(s.run(tf.report_uninitialized_variables())); s.run(tf.global_variables_initializer()); print(s.run([d, e]), s.run(tf.report_uninitialized_variables()))
s.run(tf.local_variables_initializer()); print(s.run(tf.report_uninitialized_variables()), s.run(tf.report_uninitialized_variables([f])), s.run(l))
m = tf.train.export_meta_graph(); g = tf.Graph()
with g.as_default(), tf.Session() as t:
    tf.train.import_meta_graph(m); v = {q.op.name: q for q in tf.global_variables()}; print(sorted(v), type(v["r"]).__name__, v["r"].dtype, v["r"].shape, v["r"].trainable); t.run(tf.global_variables_initializer()); print(t.run(v["r"].assign_add(1.)), t.run(v["d"]), t.run(v["r"].initializer), t.run("r/Read/ReadVariableOp:0"))
print(tf.Variable(3., name="x", use_resource=True).to_proto().is_resource)
print([(o.name, o.type) for o in tf.get_default_graph().get_operations() if o.name.startswith("r/")], [k for k in tf.get_default_graph().get_all_collection_keys() if isinstance(k, str)][:3] and "")
print(tf.trainable_variables(scope="r"), tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="d")[0].name, tf.global_variables_initializer().name, tf.is_variable_initialized(f).op.type, s.run(tf.gradients(r * r * f, [r, f])), tf.gradients(r, [r])[0] is not None)
