"""A cond in a cond and in a loop body names and counts its nodes in the one graph."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", ([l for l in str(e).split("\n") if l.strip()] or [""])[0][:200])


p = tf.placeholder(tf.bool, [])
q = tf.placeholder(tf.bool, [])
g = tf.get_default_graph()
r = tf.cond(p, lambda: tf.cond(q, lambda: tf.constant(1, name="one"), lambda: tf.constant(2, name="two")), lambda: tf.constant(3, name="three"))
print(r.name, [o.name for o in g.get_operations() if o.type == "Const"])
w = tf.while_loop(lambda i: i < 4, lambda i: tf.cond(i < 2, lambda: tf.add(i, 1, name="up"), lambda: tf.add(i, 2, name="jump")), [0])
print(w.name, [o.name for o in g.get_operations() if o.type in ("Add", "AddV2", "Less")])
print(len([o for o in g.get_operations() if o.type == "Merge"]), len([o for o in g.get_operations() if o.type == "Exit"]))
with tf.Session() as sess:
    print([sess.run(r, {p: a, q: b}) for a in (True, False) for b in (True, False)], sess.run(w))
