"""A gradient can be replaced by custom_gradient for one function, or by RegisterGradient and gradient_override_map by kind of op."""

@tf.custom_gradient
def clipped(x):
    def grad(dy):
        return tf.clip_by_value(dy, -0.5, 0.5)
    return tf.identity(x), grad

@tf.RegisterGradient("TimesTen")
def times_ten(op, grad):
    print("called for", op.type, [t.name for t in op.inputs])
    return grad * 10.0

graph = tf.get_default_graph()
x = tf.constant(3.0, name="x")
with graph.gradient_override_map({"Identity": "TimesTen", "Square": "TimesTen"}):
    a, b = tf.identity(x), tf.square(x)
c = tf.square(x)
grads = [tf.gradients(t, x)[0] for t in (clipped(x) * 4.0, a, b, c)]
with tf.Session() as sess:
    print([float(g) for g in sess.run(grads)], sess.run(clipped(x)))
try:
    tf.RegisterGradient("TimesTen")(times_ten)
except KeyError as error:
    print("KeyError")
with graph.gradient_override_map({"Square": "NobodyRegistered"}):
    d = tf.square(x)
try:
    tf.gradients(d, x)
except LookupError as error:
    print("LookupError:", str(error).split(". In general")[0])
try:
    tf.RegisterGradient(3)
except TypeError as error:
    print("TypeError")
