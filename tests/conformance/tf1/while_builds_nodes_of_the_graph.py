"""The nodes of a while_loop are the default graph's: their names, types and order can be listed."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", ([l for l in str(e).split("\n") if l.strip()] or [""])[0][:200])


x = tf.constant(1.0)
i, r = tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, tf.multiply(a, x + 1.0, name="probe")), [0, x])
for op in tf.get_default_graph().get_operations():
    print(op.name, op.type)
g = tf.get_default_graph()
print(i.name, r.name, r.op.type)
print(sorted(map(str, g.get_all_collection_keys())))
for name in ("while/probe", "while/LoopCond", "while/Exit_1", "while/Less"):
    err(lambda: (g.get_operation_by_name(name).type, g.is_fetchable(g.get_operation_by_name(name))))
with tf.Session() as sess:
    print(sess.run([i, r]))
    err(lambda: sess.run("while/probe:0"))
    err(lambda: sess.run(g.get_operation_by_name("while/add")))
