"""`import_graph_def` refuses a stand-in of another dtype than a node says, and says which names it does not find."""
x = tf.placeholder(tf.float32, [2], name="x"); y = tf.multiply(x, [1., 2.], name="y"); z = tf.gather(y, [0], name="z")
data = tf.get_default_graph().as_graph_def()
def err(f):
    with tf.Graph().as_default() as g:
        try: print(f())
        except Exception as e: print(type(e).__name__, "|", e)
err(lambda: tf.import_graph_def(data, {"x": 3}, name="i"))
err(lambda: tf.import_graph_def(data, {"x": 3.}, ["z:0"], name="i"))
err(lambda: tf.import_graph_def(data, {b"x": 3.}, ["z:0"], name="i"))
err(lambda: tf.import_graph_def(data, {"x:0": tf.constant("a")}, name="i"))
err(lambda: tf.import_graph_def(data, {"q": tf.constant(1.)}, name="i"))
err(lambda: tf.import_graph_def(data, {"y:3": tf.constant(1.)}, name="i"))
data.node[0].attr["dtype"].type = 3
err(lambda: tf.import_graph_def(data, name="i"))
