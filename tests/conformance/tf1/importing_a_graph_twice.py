"""A graph definition imported twice is there twice, under import and import_1, with values of its own."""

with tf.Graph().as_default() as source:
    x = tf.placeholder(tf.float32, [], name="x")
    v = tf.Variable(3.0, name="v")
    tf.multiply(x, v, name="y")
    definition = source.as_graph_def()
for name in (None, None, "mine", "mine"):
    tf.import_graph_def(definition, name=name)
graph = tf.get_default_graph()
print([op.name for op in graph.get_operations() if op.type == "VariableV2"], tf.global_variables())
with tf.Session() as sess:
    sess.run(["import/v/Assign", "mine/v/Assign"])
    print(sess.run("import/y:0", {"import/x:0": 2.0}), sess.run("mine/y:0", {"mine/x:0": 5.0}))
    try:
        sess.run("import_1/y:0", {"import_1/x:0": 2.0})
    except tf.errors.FailedPreconditionError as error:
        print(type(error).__name__)
x = tf.constant(7.0)
(y,) = tf.import_graph_def(definition, input_map={"x:0": x}, return_elements=["y:0"], name="wired")
with tf.Session() as sess:
    sess.run("wired/v/Assign")
    print(sess.run(y), y.name, "wired/x" in [op.name for op in graph.get_operations()])
