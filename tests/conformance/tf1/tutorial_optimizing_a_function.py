"""Minimising a function of one variable, with gradients taken and applied by hand or by an optimizer."""

x = tf.Variable(10.0, name="x")
y = tf.square(x - 3.0) + 2.0
grad = tf.gradients(y, x)[0]
second = tf.gradients(grad, x)[0]
print(y, grad.dtype, grad.name.split("/")[0], second.name.split("/")[0])
by_hand = x.assign_sub(0.1 * grad)
newton = tf.assign(x, x - grad / second)
train = tf.train.GradientDescentOptimizer(0.1).minimize(y)
with tf.Session() as sess:
    for name, op in (("by hand", by_hand), ("optimizer", train), ("newton", newton)):
        sess.run(tf.global_variables_initializer())
        for _ in range(5):
            sess.run(op)
        print(name, "%.4f %.4f" % (sess.run(x), sess.run(y)))
    opt = tf.train.AdamOptimizer(0.5)
    grads_and_vars = opt.compute_gradients(y, [x])
    capped = [(tf.clip_by_value(g, -1.0, 1.0), v) for g, v in grads_and_vars]
    apply = opt.apply_gradients(capped)
    sess.run(tf.global_variables_initializer())
    for _ in range(10):
        sess.run(apply)
    print("adam", "%.4f" % sess.run(x), [v.name for v in tf.global_variables()])
