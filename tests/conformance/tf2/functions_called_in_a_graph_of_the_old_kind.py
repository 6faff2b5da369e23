"""A tf.function called inside tf.Graph is a node of that graph, and gradients and minimize go through it."""

@tf.function
def f(x):
    z = tf.exp(x)
    return z * z * x

with tf.Graph().as_default() as g:
    v = tf.compat.v1.get_variable("v", initializer=0.5); y = f(v)
    w = tf.compat.v1.get_variable("w", initializer=0.25, use_resource=False); y2 = f(w)
    gr = tf.gradients([y, y2], [v, w])
    o = tf.compat.v1.train.GradientDescentOptimizer(.1).minimize(y)
    with tf.compat.v1.Session() as s:
        s.run(tf.compat.v1.global_variables_initializer())
        print(s.run([y, y2]), s.run(gr))
        s.run(o); print(s.run(v), s.run(y))
    print(tf.gradients(f(tf.constant(1.)), [v]))
