"""A Checkpoint in a graph writes the graph of its objects, binds them as they are, and refuses what does not match."""
import tempfile; d = tempfile.mkdtemp()
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, "|", e.op.type if getattr(e, "op", None) is not None else str(e).split("\n")[0].split(" object at")[0].split("<tensorflow")[0].split("<lifetimes")[0][:180].replace(d, "D"))
a = tf.get_variable("a", initializer=[1., 2.]); b = tf.get_variable("b", initializer=5)
ck = tf.train.Checkpoint(x=a, n=tf.train.Checkpoint(b=b, again=a))
print([v.name for v in tf.global_variables()])
s = tf.Session(); s.run(tf.global_variables_initializer())
err(lambda: ck.save(d + "/q"))
p = ck.save(d + "/o", session=s); print(p.replace(d, "D"), [v.name for v in tf.global_variables()], tf.train.latest_checkpoint(d) == p)
print(ck.save(d + "/o", session=s).replace(d, "D"), s.run(ck.save_counter), tf.train.list_variables(p)[1:])
print(ck.write(d + "/w", session=s).replace(d, "D"), [k for k, _ in tf.train.list_variables(d + "/w")])
n = tf.train.Saver([a, b]).save(s, d + "/n")
def fresh(): return tf.get_variable("a", initializer=[0., 0.]), tf.get_variable("b", initializer=0)
with tf.Graph().as_default(), tf.Session() as s:
    a, b = fresh(); ck = tf.train.Checkpoint(x=a, n=tf.train.Checkpoint(b=b))
    st = ck.restore(p); print(type(st).__name__, [v.name for v in tf.global_variables()])
    err(lambda: type(st.assert_consumed()).__name__); err(lambda: st.run_restore_ops()); print(s.run([a, b, ck.save_counter]))
    print(type(st.expect_partial()).__name__, type(st.assert_existing_objects_matched()).__name__, type(st.assert_nontrivial_match()).__name__)
with tf.Graph().as_default(), tf.Session() as s:
    a, b = fresh(); c = tf.get_variable("c", initializer=3.)
    st = tf.train.Checkpoint(x=a, c=c).restore(p); err(lambda: st.assert_consumed()); err(lambda: st.assert_existing_objects_matched())
    st.initialize_or_restore(); print(s.run([a, c])); err(lambda: s.run(b))
with tf.Graph().as_default(), tf.Session() as s:
    a, b = fresh(); st = tf.train.Checkpoint(x=a).restore(n); print(type(st).__name__)
    err(lambda: st.assert_consumed()); err(lambda: st.assert_existing_objects_matched()); err(lambda: st.run_restore_ops()); err(lambda: s.run(a))
    st = tf.train.Checkpoint(y=a, z=b).restore(n); err(lambda: st.assert_consumed());  err(lambda: st.run_restore_ops()); err(lambda: s.run([a, b]))
with tf.Graph().as_default(), tf.Session() as s:
    a, b = fresh(); err(lambda: type(tf.train.Checkpoint(x=a).restore(None)).__name__); st = tf.train.Checkpoint(x=a).restore(None); err(lambda: st.assert_consumed()); err(lambda: st.run_restore_ops()); err(lambda: st.initialize_or_restore()); err(lambda: s.run(a))
    err(lambda: tf.train.Checkpoint(x=a).restore(d + "/none")); err(lambda: tf.train.Checkpoint(x=3))
    err(lambda: tf.train.Saver().restore(s, p)); err(lambda: s.run([a, b]))
with tf.Graph().as_default(), tf.Session() as s:
    a, b = fresh(); st = tf.train.Checkpoint(x=a, n=tf.train.Checkpoint(b=b)).restore(p)
    a2 = tf.get_variable("late", initializer=[0., 0.])
    q = tf.train.Checkpoint(l=[a, b], m={"k": a2}); s.run(tf.global_variables_initializer()); print([k for k, _ in tf.train.list_variables(q.save(d + "/l", session=s))])
