"""The session way of training still works inside a tf.Graph: minimize, run the step, read the variable."""
v1 = tf.compat.v1
with tf.Graph().as_default(), v1.Session() as session:
    x, y = v1.placeholder(tf.float32, [None]), v1.placeholder(tf.float32, [None])
    w = v1.get_variable("w", initializer=0.0)
    loss = tf.reduce_mean(tf.square(w * x - y))
    step = v1.train.GradientDescentOptimizer(0.1).minimize(loss)
    session.run(v1.global_variables_initializer())
    for _ in range(50):
        session.run(step, {x: [1.0, 2.0], y: [3.0, 6.0]})
    print(round(session.run(w).item(), 3), [v.name for v in v1.trainable_variables()], v1.gradients(loss, w)[0].shape)
