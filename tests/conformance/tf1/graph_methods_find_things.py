"""get_operation_by_name, get_tensor_by_name and get_operations find what was made; asking wrongly is a pinned error."""

g = tf.get_default_graph()
a = tf.constant(1.0, name="a")
u = tf.unstack(tf.constant([1.0, 2.0]), name="u")
print(g.get_operation_by_name("a") is a.op, g.get_tensor_by_name("a:0") is a, g.get_tensor_by_name("u:1") is u[1], g.get_operation_by_name("u").outputs[1] is u[1])
print(len(g.get_operations()), g.get_operations()[0] is a.op, a.op.graph is g, u[1].value_index, a.op.node_def.name, a.op.get_attr("dtype"), a.consumers())
print(g.as_graph_element("a:0") is a, g.building_function, g.seed)
for bad in (lambda: g.get_operation_by_name("a:0"), lambda: g.get_tensor_by_name("a"), lambda: g.get_tensor_by_name("b:0"), lambda: g.get_operation_by_name("b"),
            lambda: g.get_tensor_by_name("a:1"), lambda: g.get_tensor_by_name(3)):
    try:
        print(bad())
    except (ValueError, KeyError, TypeError) as error:
        print(type(error).__name__, str(error).splitlines()[0][:130])
