"""make_callable gives a function that takes the feeds in order, and keeps its session alive."""
import gc
import weakref

a = tf.placeholder(tf.float32, [], name="a")
b = tf.placeholder(tf.float32, [], name="b")
v = tf.Variable(1.0, name="v")
sess = tf.Session()
sess.run(v.initializer)
f = sess.make_callable(a - b, [a, b])
g = sess.make_callable({"sum": a + v, "op": v.op}, feed_list=[a])
bump = sess.make_callable(v.assign_add(1.0))
print(f(5.0, 3.0), f(3.0, 5.0), bump(), bump())
print({k: (None if x is None else float(x)) for k, x in g(10.0).items()})
dead = weakref.ref(sess)
del sess
gc.collect()
print("session alive:", dead() is not None, f(1.0, 1.0))
dead().close()
try:
    f(1.0, 2.0)
except RuntimeError as error:
    print("RuntimeError:", error)
