"""compute_gradients lists every trainable variable with its gradient or None; apply_gradients skips None, refuses all None."""

a = tf.Variable(1.0, name="a")
b = tf.Variable(2.0, name="b")
unused = tf.Variable(3.0, name="unused")
fixed = tf.Variable(4.0, name="fixed", trainable=False)
optimizer = tf.train.GradientDescentOptimizer(0.1)
pairs = optimizer.compute_gradients(a * a * b)
for gradient, variable in pairs:
    print(None if gradient is None else gradient.dtype.name, variable.op.name)
clipped = [(tf.clip_by_value(g, -1.5, 1.5), v) for g, v in pairs if g is not None]
train = optimizer.apply_gradients(clipped + [(None, unused)], name="step")
print(train.name)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print([float(x) for x in sess.run([g for g, _ in clipped])])
    sess.run(train)
    print([round(float(x), 5) for x in sess.run([a, b, unused, fixed])])
for bad in ([(None, unused)], []):
    try:
        optimizer.apply_gradients(bad)
    except ValueError as error:
        print("ValueError:", str(error).split("[")[0].split(" for variables")[0])
