"""v.assign changes nothing until it is run; each run does it again; a lost one runs by name."""

v = tf.Variable(1.0, name="v")
v.assign(5.0)
add = v.assign_add(1.0)
print(add)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(v))
    print(sess.run(add), sess.run(add), sess.run(add.op), sess.run(v))
    print(sess.run("Assign:0"), sess.run("Assign"), sess.run(v))
    tf.assign(v, 6.0)
    print(sess.run("Assign_1:0"))
    print([op.name for op in tf.get_default_graph().get_operations() if op.type.startswith("Assign")])
