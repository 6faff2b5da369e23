"""A page on graphs: every operation is in the default graph, with its kind, inputs and outputs."""

g = tf.get_default_graph()
print(g.get_operations())
a = tf.constant(5, name="input_a")
b = tf.constant(3, name="input_b")
c = tf.multiply(a, b, name="mul_c")
d = tf.add(a, b, name="add_d")
e = tf.add(c, d, name="add_e")
for op in g.get_operations():
    print(op.name, op.type, [i.name for i in op.inputs], [o.name for o in op.outputs])
print(e.graph is g, repr(e.op), e.op.inputs[0], list(e.consumers()), c.consumers()[0].name)
with tf.Session() as sess:
    output = sess.run(e)
    print(output, type(output))
    print(sess.graph is g)
    print(sess.run([c, d, e]))
    replace = {a: 15}
    print(sess.run(e, feed_dict=replace))
g2 = tf.Graph()
with g2.as_default():
    h = tf.constant(1)
    print(h.graph is g2, h.graph is tf.get_default_graph())
print(h.graph is tf.get_default_graph(), len(g2.get_operations()))
