"""The nodes of a traced graph are named after their arguments and ops, in program order, with name scopes and control flow."""
def show(f, *specs):
    print([(n.name, n.op) for n in f.get_concrete_function(*specs).graph.as_graph_def().node])


scalar = tf.TensorSpec([], tf.float32)
show(tf.function(lambda x: x), scalar)
show(tf.function(lambda x, y: x * y + 2.0), scalar, scalar)
show(tf.function(lambda x: tf.reduce_sum(tf.square(x))), tf.TensorSpec([3]))
show(tf.function(lambda: 1))
show(tf.function(lambda: None))


@tf.function
def scoped(x):
    with tf.name_scope("layer"):
        y = tf.add(x, 1.0, name="inner")
    return tf.nn.relu(y, name="out")


show(scoped, scalar)
print([op.name for op in scoped.get_concrete_function(scalar).graph.get_operations()], scoped.get_concrete_function(scalar).graph.get_tensor_by_name("layer/inner:0"))
print([op.type for op in scoped.get_concrete_function(scalar).graph.get_operations()])


@tf.function
def unused(x):
    tf.square(x)
    return x + 1.0


print([n.op for n in unused.get_concrete_function(scalar).graph.as_graph_def().node])
