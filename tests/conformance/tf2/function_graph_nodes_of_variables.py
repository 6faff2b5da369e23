"""A variable enters a trace as a resource placeholder, and each read and write of it is a node."""
v = tf.Variable(1.0, name="v")


def show(f, *specs):
    print([(n.name, n.op) for n in f.get_concrete_function(*specs).graph.as_graph_def().node])


scalar = tf.TensorSpec([], tf.float32)
show(tf.function(lambda x: v + x), scalar)
show(tf.function(lambda x: v.assign_add(x)), scalar)
show(tf.function(lambda x: v * v), scalar)
