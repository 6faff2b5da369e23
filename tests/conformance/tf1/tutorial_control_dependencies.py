"""A page on order: a counter that increments, a read that waits, and one that does not."""

counter = tf.Variable(0, name="counter")
increment = tf.assign_add(counter, 1)
with tf.control_dependencies([increment]):
    waits = tf.identity(counter.read_value(), name="waits")
    same = tf.constant(7)
init = tf.global_variables_initializer()
with tf.Session() as sess:
    sess.run(init)
    print(sess.run(waits), sess.run(waits), sess.run(counter))
    print(sess.run(same), sess.run(counter))
    print(sess.run([increment, same]), sess.run(counter))
print([op.name for op in waits.op.control_inputs], [op.name for op in same.op.control_inputs], waits.op.inputs[0].op.type)
with tf.Graph().as_default():
    x = tf.Variable(1.0)
    init = tf.global_variables_initializer()
    with tf.control_dependencies([init]):
        try:
            y = x * 2.0
            print("built", y)
        except Exception as error:
            print(type(error).__name__)
    g = tf.group(x.initializer, tf.no_op(), name="all")
    print(g.name, g.type, tf.no_op().name)
