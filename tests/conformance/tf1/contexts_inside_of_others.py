"""The contexts of a branch or loop are in a collection of the graph, but for those that stand inside of another."""
p, graph = tf.placeholder(tf.float32, []), tf.get_default_graph()


def show():
    keys = ("cond_context", "while_context")
    print([(key, len(graph.get_collection(key))) for key in keys if key in graph.get_all_collection_keys()])


tf.cond(p > 0, lambda: tf.while_loop(lambda i: i < 2, lambda i: i + 1, [0]), lambda: 0)
show()
tf.while_loop(lambda i: i < 2, lambda i: tf.while_loop(lambda j: j < 2, lambda j: j + 1, [i]), [0])
show()
tf.while_loop(lambda i: i < 2, lambda i: tf.cond(i > 0, lambda: i + 1, lambda: i + 2), [0])
show()
tf.cond(p > 0, lambda: tf.cond(p > 1, lambda: 1, lambda: 2), lambda: 0)
show()
