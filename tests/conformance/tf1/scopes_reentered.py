"""A variable scope that is entered again: its name, its reuse, its original name scope, and improper nesting."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", ([l for l in str(e).split("\n") if l.strip()] or [""])[0][:200])


S = tf.variable_scope("s", reuse=tf.AUTO_REUSE)
for _ in range(2):
    with S as sc:
        print(sc.name, sc.original_name_scope, tf.get_variable("v", []).name, tf.constant(1.0, name="k").name)
D = tf.variable_scope(None, "d")
for _ in range(2):
    with D as sc:
        print(sc.name, sc.original_name_scope, tf.constant(1.0, name="k").name)
with tf.variable_scope(None, "d") as sc:
    print(sc.name, sc.original_name_scope)
with tf.variable_scope("o"):
    with S as sc:
        print(sc.name, sc.original_name_scope, tf.get_variable("v", []).name)
with tf.variable_scope(sc) as again:
    print(again.name, again.original_name_scope, again.reuse)
with tf.variable_scope(again, auxiliary_name_scope=False) as a2:
    print(a2.name, a2.original_name_scope, tf.constant(1.0, name="k").name)
X = tf.variable_scope("x")
Y = tf.variable_scope("y")
X.__enter__()
Y.__enter__()
err(lambda: X.__exit__(None, None, None))
