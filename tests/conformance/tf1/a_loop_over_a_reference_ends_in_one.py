"""A loop that begins with what an assignment returns is entered and left by reference; one that begins with a variable is not."""

v = tf.Variable([1.0, 2.0], name="v")
start = tf.assign(v, [3.0, 4.0])
end = tf.while_loop(lambda y: tf.reduce_sum(y) < 20.0, lambda y: y * 2.0, [start], name="loop")
print(end, end.op.type)
plain = tf.while_loop(lambda y: tf.reduce_sum(y) < 20.0, lambda y: y * 2.0, [v])
print(plain, plain.op.type)
print([op.name for op in tf.get_default_graph().get_operations() if op.name.endswith(("Enter", "Identity"))][:2])
try:
    tf.cond(tf.assign(v, [1.0, 1.0]), lambda: 1.0, lambda: 2.0)
except TypeError as error:
    print(error)
