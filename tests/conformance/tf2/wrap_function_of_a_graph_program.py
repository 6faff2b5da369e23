"""wrap_function gives old graph code a signature; prune picks a part of it, its variables are its own and trainable."""
v1 = tf.compat.v1


def old(x):
    w = v1.get_variable("w", initializer=2.0)
    y = tf.multiply(x, w, name="y")
    return y + 1.0


wrapped = v1.wrap_function(old, [tf.TensorSpec([], tf.float32)])
print(wrapped(tf.constant(3.0)), [v.name for v in wrapped.variables], wrapped.variables[0].numpy())
wrapped.variables[0].assign(10.0)
print(wrapped(tf.constant(3.0)).numpy(), [v.name for v in wrapped.graph.variables])
pruned = wrapped.prune(feeds=wrapped.inputs[0], fetches=wrapped.graph.get_tensor_by_name("y:0"))
print(pruned(tf.constant(3.0)).numpy())
with tf.GradientTape() as tape:
    loss = wrapped(tf.constant(3.0))
print(tape.gradient(loss, wrapped.variables)[0].numpy())
