"""An operation knows its name, type, inputs, outputs, control inputs, device, graph and attributes."""

a = tf.placeholder(tf.float32, [2, 3], name="a")
with tf.control_dependencies([tf.no_op(name="before")]):
    b = tf.matmul(a, a, transpose_b=True, name="b")
op = b.op
print(repr(op), op.name, op.type, list(op.inputs) == [a, a], op.outputs == [b], [c.name for c in op.control_inputs], op.graph is a.graph)
print(op.get_attr("transpose_a"), op.get_attr("transpose_b"), op.get_attr("T"), len(op.inputs), op.inputs[0] is a, op.values())
print(b.op is op, b.value_index, [c.name for c in a.consumers()], b.graph is a.graph, a.op.inputs[:] if len(a.op.inputs) else "no inputs")
print(b.get_shape(), b.shape.as_list(), tf.identity(b).op.inputs[0] is b)
try:
    op.get_attr("nothing")
except ValueError as error:
    print("ValueError:", str(error).split(" in ")[0].splitlines()[0][:60])
with tf.Session() as sess:
    print(op.run({a: [[1.0, 2.0, 3.0]] * 2}), b.eval({a: [[1.0, 2.0, 3.0]] * 2}).tolist())
