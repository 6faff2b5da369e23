"""The graph's seed makes every session replay the same numbers; two operations differ, and a reset forgets it."""

tf.set_random_seed(7)
a, b = tf.random_uniform([3]), tf.random_uniform([3])
c = tf.random_normal([3], seed=1)
d = tf.random_normal([3], seed=1)

def draws():
    with tf.Session() as sess:
        return [sess.run([a, b, c, d]) for _ in range(2)]

same = lambda x, y: bool((x == y).all())
one, two = draws(), draws()
print("sessions agree:", all(same(x, y) for r, s in zip(one, two) for x, y in zip(r, s)))
print("runs differ:", [not same(x, y) for x, y in zip(one[0], one[1])])
print("operations without a seed of their own differ:", not same(one[0][0], one[0][1]))
print("the same seed gives the same numbers:", same(one[0][2], one[0][3]))
print(tf.get_default_graph().seed)
tf.reset_default_graph()
print(tf.get_default_graph().seed)
