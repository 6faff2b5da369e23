"""An operator reads a resource variable before it enters its own scope, a function inside of it, and a loop before it begins."""
def show(f):
    tf.reset_default_graph(); v = tf.get_variable("v", initializer=[1., 2.], use_resource=True)
    n = len(tf.get_default_graph().get_operations()); f(v)
    print([(op.name, *(i.name for i in op.inputs)) for op in tf.get_default_graph().get_operations()[n:][:8]])
for f in (lambda v: v + 1, lambda v: 1 + v, lambda v: v * v, lambda v: v + tf.constant(1.), lambda v: tf.constant(1.) + v, lambda v: v ** 2, lambda v: v % 3., lambda v: 1. - v,
          lambda v: -v, lambda v: abs(v), lambda v: v > 1., lambda v: v >= v, lambda v: v[0], lambda v: v / v, lambda v: tf.add(v, v), lambda v: tf.square(v), lambda v: tf.identity(v),
          lambda v: tf.concat([v, v], 0), lambda v: v.assign(v * 2), lambda v: tf.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, y + v), [0, v])): show(f)
