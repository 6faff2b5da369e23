"""Default graphs and sessions are left in the order in which they were entered, or it is an error."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", ([l for l in str(e).split("\n") if l.strip()] or [""])[0][:200])


g1, g2 = tf.Graph(), tf.Graph()
c1, c2 = g1.as_default(), g2.as_default()
c1.__enter__()
c2.__enter__()
err(lambda: c1.__exit__(None, None, None))
print(tf.get_default_graph() is g2)
err(lambda: c2.__exit__(None, None, None))
print(tf.get_default_graph() is g1)
s1, s2 = tf.Session(), tf.Session()
s1.__enter__()
s2.__enter__()
err(lambda: s1.__exit__(None, None, None))
print(tf.get_default_session() is s2)
i1 = tf.InteractiveSession()
i2 = tf.InteractiveSession()
err(i1.close)
print(tf.get_default_session() is i2)
err(i2.close)
print(tf.get_default_session() is s2)
