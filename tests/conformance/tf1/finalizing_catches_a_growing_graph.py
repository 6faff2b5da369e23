"""A finalized graph turns the accidental growth of a training loop into an error at the line that grows."""

v = tf.Variable(0.0, name="v")
step = v.assign_add(1.0)
init = tf.global_variables_initializer()
with tf.Session() as sess:
    sess.run(init)
    sess.graph.finalize()
    for turn in range(3):
        sess.run(step)
    for grow in (lambda: sess.run(v + 1.0), lambda: sess.run(tf.global_variables_initializer()), lambda: v.assign(1.0), lambda: tf.train.Saver(), lambda: tf.gradients(v, v), lambda: sess.run(v[0:1])):
        try:
            grow()
            print("allowed")
        except RuntimeError as error:
            print("RuntimeError:", error)
    print(sess.run(v), sess.run(v.value()), v.eval(), len(tf.global_variables()))
