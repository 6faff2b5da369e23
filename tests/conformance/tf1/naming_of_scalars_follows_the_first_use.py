"""Constants made from Python numbers by operators take names under the operation: add/y, mul/x, Less/y."""

x = tf.placeholder(tf.float32, [], name="x")
(x + 1.0, 2.0 * x, x < 3.0, 1.0 - x, tf.add(x, 1.0), tf.maximum(x, 0.0), tf.add(1.0, x, name="mine"), x ** 2.0, 1.0 / x, tf.equal(x, 1.0))
print([op.name for op in tf.get_default_graph().get_operations()])
tf.reset_default_graph()
m = tf.constant([[1.0]], name="m")
(tf.matmul(m, [[2.0]]), tf.concat([m, m], 0), tf.reduce_sum(m), tf.reshape(m, [1]), tf.expand_dims(m, 0), tf.argmax(m, 1), m[0])
print([op.name for op in tf.get_default_graph().get_operations()])
