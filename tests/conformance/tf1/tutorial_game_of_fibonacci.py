"""A fold, a loop and a variable that carry a sequence from run to run."""

a = tf.Variable(0, name="a")
b = tf.Variable(1, name="b")
total = a + b
with tf.control_dependencies([total]):
    move = tf.assign(a, b)
with tf.control_dependencies([move]):
    step = tf.assign(b, total)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print([int(sess.run(step)) for _ in range(5)])
f = tf.while_loop(lambda i, x, y: i < 10, lambda i, x, y: [i + 1, y, x + y], [tf.constant(0), tf.constant(0), tf.constant(1)])
with tf.Session() as sess:
    print([int(v) for v in sess.run(f)])
n = tf.Variable(tf.constant(7))
factorial = tf.foldl(lambda x, y: x * y, tf.range(1, n + 1))
collatz = tf.while_loop(lambda n, count: tf.not_equal(n, 1),
                        lambda n, count: (tf.cond(tf.equal(n % 2, 0), lambda: n // 2, lambda: 3 * n + 1), count + 1), [n.initialized_value(), 0])
with tf.Session() as sess:
    sess.run(n.initializer)
    print(sess.run(factorial), [int(v) for v in sess.run(collatz)])
