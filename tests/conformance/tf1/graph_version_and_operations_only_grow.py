"""graph.version and get_operations, which is a copy, only grow, and a used name is never given out again."""

graph = tf.get_default_graph()
start = graph.version
a = tf.constant(1, name="a")
first = graph.get_operations()
b = a + 1
print(graph.version > start, len(first), len(graph.get_operations()))
first.clear()
print([op.name for op in graph.get_operations()])
before = graph.version
del b
print("deleting a handle changes nothing:", graph.version == before, [op.name for op in graph.get_operations()])
print((a + 1).name, tf.constant(2, name="a").name)
with tf.Session() as sess:
    before = graph.version
    sess.run(a)
    print("running neither:", graph.version == before)
