"""A loop that begins with what an assignment returns is entered and left by reference; one that begins with a variable is not."""
v = tf.Variable([1., 2.], name="v")
start = tf.assign(v, [3., 4.])
end = tf.while_loop(lambda y: tf.reduce_sum(y) < 20., lambda y: y * 2., [start], name="loop")
print(end, end.op.type)
plain = tf.while_loop(lambda y: tf.reduce_sum(y) < 20., lambda y: y * 2., [v])
print(plain, plain.op.type)
print([op.name for op in tf.get_default_graph().get_operations() if op.name.endswith(("Enter", "Identity"))][:2])
try:
    tf.cond(tf.assign(v, [1., 1.]), lambda: 1., lambda: 2.)
except TypeError as error:
    print(error)
