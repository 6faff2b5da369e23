"""A partial run keeps what its earlier parts computed, refuses what was not announced, and ends when all is fetched."""

a, b, c = (tf.placeholder(tf.float32, [], name=name) for name in "abc")
r1 = tf.add(a, b, name="r1")
r2 = tf.multiply(r1, c, name="r2")
v = tf.Variable(0.0)
y = v.assign_add(1.0) * a
z = y * b
sess = tf.Session()
sess.run(v.initializer)


def show(make):
    try:
        print(make())
    except tf.errors.OpError as error:
        print(type(error).__name__, str(error).split("\n")[2])


handle = sess.partial_run_setup([r1, r2], [a, b, c])
found = sess.partial_run(handle, r1, feed_dict={a: 1, b: 2})
print(found)
show(lambda: sess.partial_run(handle, r1))
show(lambda: sess.partial_run(handle, r2, feed_dict={c: found * 17}))
show(lambda: sess.partial_run(handle, r2, {c: 10.0}))
handle = sess.partial_run_setup([y, z], [a, b])
print(sess.partial_run(handle, y, {a: 2.0}), sess.partial_run(handle, z, {b: 3.0}), sess.run(v))
handle = sess.partial_run_setup([r1, r2], [a, b, c])
show(lambda: sess.partial_run(handle, r2, {c: 1.0}))
show(lambda: sess.partial_run("no run", r1))
show(lambda: sess.partial_run_setup([]))
handle = sess.partial_run_setup([r1, r2], [a, b, c])
show(lambda: sess.partial_run(handle, r1 * 1.0))
handle = sess.partial_run_setup([r1, r2], [a, b, c])
show(lambda: sess.partial_run(handle, r1, {r1: 2}))
