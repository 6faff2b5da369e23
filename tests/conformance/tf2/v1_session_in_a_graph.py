"""tf.compat.v1.Session runs a tf.Graph: fetches by tensor, name, list and dict, feeds of placeholders, variables initialised."""
v1 = tf.compat.v1
graph = tf.Graph()
with graph.as_default():
    x = v1.placeholder(tf.float32, shape=[None, 2], name="x")
    w = v1.get_variable("w", shape=[2, 1], initializer=v1.ones_initializer())
    b = v1.get_variable("b", initializer=tf.constant([10.0]))
    y = tf.add(tf.matmul(x, w), b, name="y")
    init = v1.global_variables_initializer()
print([v.name for v in graph.get_collection(v1.GraphKeys.GLOBAL_VARIABLES)], y, x)
with v1.Session(graph=graph) as session:
    session.run(init)
    print(session.run(y, feed_dict={x: [[1.0, 2.0]]}), session.run("y:0", {"x:0": [[0.0, 0.0]]}))
    print(session.run([w, {"b": b}], {}), session.graph is graph)
    for label, use in (("not fed", lambda: session.run(y)), ("unknown", lambda: session.run("z:0")), ("bad shape", lambda: session.run(y, {x: [1.0]}))):
        try:
            use()
        except Exception as error:
            print(label, type(error).__name__)
print([op.name for op in graph.get_operations()][:1], [node.name for node in graph.as_graph_def().node][:3])
with v1.Session(graph=graph) as session:
    try:
        session.run(y, {x: [[1.0, 2.0]]})
    except tf.errors.FailedPreconditionError as error:
        print("another session:", type(error).__name__)
