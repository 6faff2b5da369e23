"""Gradients through tuple and group have the control inputs of TensorFlow's."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", ([l for l in str(e).split("\n") if l.strip()] or [""])[0][:200])


v = tf.Variable(2.0, name="v")
w = tf.Variable(3.0, name="w")
a, b = tf.tuple([v * w, v + w])
print([o.name for o in a.op.control_inputs], a.op.type, a.name, b.name)
grads = tf.gradients(a, [v, w])
print([g.name for g in grads])
for g in grads:
    print([(o.name, o.type) for o in g.op.control_inputs])
loss = v * w
opt = tf.train.GradientDescentOptimizer(0.1)
for g, x in opt.compute_gradients(loss):
    print(g.name, [(o.name, o.type) for o in g.op.control_inputs], x.name)
step = opt.minimize(loss)
print(step.name, step.type, [o.name for o in step.control_inputs])
print([g.name for g in tf.gradients(loss, [v, w], gate_gradients=True)])
