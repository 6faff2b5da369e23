"""A Python loop builds its body anew each turn, tf.while_loop once: the graphs differ in size, not in result."""

x = tf.constant(2.0, name="x")
graph = tf.get_default_graph()
count = lambda: len(graph.get_operations())
before = count()
y = x
for _ in range(10):
    y = y * x
python = count() - before
sizes = []
for turns in (10, 1000):
    before = count()
    _, z = tf.while_loop(lambda i, a: i < turns, lambda i, a: (i + 1, a * 1.0), [0, x])
    sizes.append(count() - before)
print(python, sizes[0] == sizes[1])
with tf.Session() as sess:
    print(sess.run(y), sess.run(z))
    before = count()
    for _ in range(5):
        sess.run(y)
    print(count() - before)
