"""The nodes of a cond are the default graph's: their names, types and order can be listed."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", ([l for l in str(e).split("\n") if l.strip()] or [""])[0][:200])


x = tf.constant(1.0)
p = tf.placeholder(tf.bool, [])
r = tf.cond(p, lambda: tf.multiply(x, 2.0, name="a"), lambda: tf.add(x, 3.0, name="b"))
for op in tf.get_default_graph().get_operations():
    print(op.name, op.type)
g = tf.get_default_graph()
print(r.name, r.op.type, r.consumers())
print(sorted(map(str, g.get_all_collection_keys())))
for name in ("cond/a", "cond/b", "cond/switch_t", "cond/pred_id", "cond/Merge", "cond/Switch", "x"):
    err(lambda: (g.get_operation_by_name(name).type, g.is_fetchable(g.get_operation_by_name(name)), g.is_feedable(g.get_operation_by_name(name))))
with tf.Session() as sess:
    print(sess.run(r, {p: True}), sess.run("cond/Merge:0", {p: False}))
    err(lambda: sess.run("cond/a:0", {p: True}))
    err(lambda: sess.run(g.get_operation_by_name("cond/b"), {p: True}))
