"""The nodes of cond and while_loop read each other in a circle, and those without inputs wait for what begins their branch or turn."""
def ops(n): return [(o.name, o.type, [i.name for i in o.inputs], [c.name for c in o.control_inputs]) for o in tf.get_default_graph().get_operations()[n:]]
def show(f):
    n = len(tf.get_default_graph().get_operations()); print(f())
    for one in ops(n): print(*one)
a = tf.placeholder(tf.float32, [2], "a"); v = tf.Variable([1., 2.], name="v"); g = tf.get_default_graph()
show(lambda: tf.cond(a[0] > 0., lambda: a * 2., lambda: v + a))
show(lambda: tf.cond(tf.constant(True), lambda: (a, 1.), lambda: (v, 2.)))
show(lambda: tf.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, y * v), [0, a]))
show(lambda: tf.while_loop(lambda y: y[0] < 9., lambda y: y + tf.square(v), [a], maximum_iterations=4, name="loop"))
show(lambda: tf.while_loop(lambda i, b: i < 3, lambda i, b: (i + 1, tf.cond(i > 1, lambda: b * a, lambda: b + v)), [0, a], name="both"))
for node in g.as_graph_def().node:
    if node.op in ("Merge", "Exit", "NextIteration") or node.name.endswith("/y"): print(node.name, node.op, list(node.input))
print(sorted(op.name for op in v.op.outputs[0].consumers()), [op.name for op in g.get_tensor_by_name("cond/add:0").consumers()])
found = g.get_tensor_by_name("both/Exit_1:0"); d = tf.gradients(found, [a, v])
with tf.Session() as sess: sess.run(tf.global_variables_initializer()); print(sess.run([found, *d], {a: [1., 2.]}))
with tf.Graph().as_default():
    out, = tf.import_graph_def(g.as_graph_def(), name="", return_elements=["both/Exit_1:0"])
    with tf.Session() as sess: sess.run("v/Assign"); print(sess.run(out, {"a:0": [1., 2.]}))
