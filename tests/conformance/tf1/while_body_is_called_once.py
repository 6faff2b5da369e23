"""The body of tf.while_loop is called once while building; assignments in it run on every turn, none for no turn."""

calls = []
v = tf.Variable(0, name="v")
limit = tf.placeholder(tf.int32, [], name="limit")

def condition(i, total):
    calls.append("condition")
    return i < limit

def body(i, total):
    calls.append("body")
    with tf.control_dependencies([v.assign_add(1)]):
        return [tf.add(i, 1), total + tf.cast(i, tf.float32)]

i, total = tf.while_loop(condition, body, [tf.constant(0), 0.0])
print(calls, i.dtype.name, total.dtype.name, i.shape, total.shape)
with tf.Session() as sess:
    sess.run(v.initializer)
    for n in (3, 0, 5, -2):
        print(n, [float(x) for x in sess.run([i, total], {limit: n})], sess.run(v))
print(calls)
