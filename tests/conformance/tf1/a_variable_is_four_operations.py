"""tf.Variable is the operations initial value, variable, Assign and read, and running Assign by name initialises again."""

v = tf.Variable(3.0, name="w")
for op in tf.get_default_graph().get_operations():
    print(op.name, op.type, [t.name for t in op.inputs], [t.name for t in op.outputs])
print(v.name, v.op.name, v.initializer.name, v.initial_value.name, v.value().name)
print(v.initial_value, v.value(), v.op.outputs[0])
with tf.Session() as sess:
    sess.run("w/Assign")
    sess.run(v.assign(8.0))
    print(sess.run(v))
    print(sess.run("w/Assign"), sess.run(v), sess.run("w/initial_value:0"), sess.run("w/read:0"))
