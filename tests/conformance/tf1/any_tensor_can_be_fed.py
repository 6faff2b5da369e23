"""Any tensor can be fed, so what lies before it does not run; a fed variable is fed for that run only."""

a = tf.constant(2.0, name="a")
calls = []

def traced(x):
    calls.append("ran")
    return x

b = tf.py_func(traced, [a], tf.float32, name="b")
b.set_shape([])
c = b * 10.0
v = tf.Variable(1.0, name="v")
w = v + 1.0
with tf.Session() as sess:
    print(sess.run(c), calls)
    print(sess.run(c, {b: 5.0}), calls)
    print(sess.run(c, {c: 7.0}), calls)
    print(sess.run([a, c], {a: 3.0}), calls)
    sess.run(v.initializer)
    print(sess.run(w, {v: 41.0}), sess.run(w), sess.run(v))
    print(sess.run([v, w], {v: 5.0}))
    print(tf.get_default_graph().is_feedable(a), tf.get_default_graph().is_fetchable(a))
    tf.get_default_graph().prevent_feeding(a)
    try:
        sess.run(c, {a: 1.0})
    except ValueError as error:
        print("ValueError:", error)
