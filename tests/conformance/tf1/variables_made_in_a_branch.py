"""A variable made inside a branch or seen in one belongs to the graph and its collections."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", ([l for l in str(e).split("\n") if l.strip()] or [""])[0][:200])


p = tf.placeholder(tf.bool, [])
v = tf.Variable(2.0, name="v")


def branch():
    tf.add_to_collection("seen", tf.identity(v, name="look"))
    return v * 3.0


r = tf.cond(p, branch, lambda: v + 1.0)
t = tf.get_collection("seen")[0]
print(t.name, t.op.type, t.graph is tf.get_default_graph(), tf.get_default_graph().get_tensor_by_name("cond/look:0") is t)
print([d.name for d in tf.gradients(r, [v])])
d = tf.gradients(r, v)[0]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print([sess.run([r, d], {p: b}) for b in (True, False)])
    err(lambda: sess.run(t, {p: True}))
