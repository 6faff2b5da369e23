"""A page that lists the nodes of graph_def: name, op and inputs, constants first, in order of making."""

x = tf.placeholder(tf.float32, [None, 2], name="x")
with tf.name_scope("layer"):
    w = tf.Variable([[1.0], [2.0]], name="w")
    y = tf.nn.relu(tf.matmul(x, w) + 0.5, name="out")
loss = tf.reduce_mean(y, name="loss")
for node in tf.get_default_graph().as_graph_def().node:
    print(node.name, node.op, list(node.input))
definition = tf.get_default_graph().as_graph_def()
print(len(definition.node), [n.name for n in definition.node if n.op == "Const"])
print([n.name for n in tf.get_default_graph().as_graph_def().node if "Variable" in n.op])
print(definition.ByteSize() > 0, type(definition).__name__)
print([tensor.name for op in tf.get_default_graph().get_operations() for tensor in op.values()][:4])
