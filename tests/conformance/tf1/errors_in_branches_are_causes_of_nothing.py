"""An error in a branch or a body names the operation inside and leaves the session free to die."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", ([l for l in str(e).split("\n") if l.strip()] or [""])[0][:200])


import gc
import weakref

gc.disable()
x = tf.placeholder(tf.float32, [None])
p = tf.placeholder(tf.bool, [])
r = tf.cond(p, lambda: tf.reshape(x, [3], name="inside"), lambda: x)
w = tf.while_loop(lambda i, a: i < 2, lambda i, a: (i + 1, tf.reshape(a, [3], name="within")), [0, x], [tf.TensorShape([]), tf.TensorShape([None])])[1]
s = tf.Session()
dead = weakref.ref(s)
for fetch in (r, w):
    try:
        s.run(fetch, {p: True, x: [1.0]})
    except tf.errors.InvalidArgumentError as e:
        print(e.op.name, e.op.type, e.__cause__ is e, e.__context__ is e)
s.close()
del s
print(dead() is None)
