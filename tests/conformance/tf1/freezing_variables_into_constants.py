"""convert_variables_to_constants gives a graph without variables, which runs without an initialiser."""

x = tf.placeholder(tf.float32, [2], name="x")
w = tf.Variable([2.0, 3.0], name="w")
unused = tf.Variable(1.0, name="unused")
y = tf.add(x * w, 1.0, name="y")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(w.assign([10.0, 20.0]))
    frozen = tf.graph_util.convert_variables_to_constants(sess, sess.graph_def, ["y"])
print([(n.name, n.op) for n in frozen.node])
part = tf.graph_util.extract_sub_graph(tf.get_default_graph().as_graph_def(), ["y"])
print([n.name for n in part.node])
with tf.Graph().as_default():
    (out,) = tf.import_graph_def(frozen, return_elements=["y:0"], name="frozen")
    print(out.name, tf.global_variables())
    with tf.Session() as sess:
        print(sess.run(out, {"frozen/x:0": [1.0, 1.0]}).tolist())
    copied = tf.GraphDef()
    copied.ParseFromString(frozen.SerializeToString())
    tf.import_graph_def(copied, name="")
    print(tf.get_default_graph().get_tensor_by_name("y:0").name, copied.ByteSize() == frozen.ByteSize())
try:
    tf.graph_util.extract_sub_graph(frozen, ["nothing"])
except AssertionError as error:
    print("AssertionError:", error)
