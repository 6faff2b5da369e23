"""What an assignment to a resource variable returns is a variable that waits; whatever reads one names its reading."""


def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", e.op.name if getattr(e, "op", None) is not None else str(e).split("\n")[0][:300])


tf.enable_resource_variables()
print(tf.resource_variables_enabled())
v = tf.get_variable("v", initializer=[1.0, 2.0])
print(v, v.name, v.op.name, v.op.type, v.handle, v.initializer.name, v.initial_value, v.trainable, type(v).__name__)
a = v.assign([3.0, 4.0])
print(a, type(a).__name__, a.name, a.op.type, a.dtype, a.shape, a.handle is v.handle, a.trainable)
b = v.assign_add([1.0, 1.0], name="plus")
c = b.assign_sub([2.0, 2.0])
print(
    b,
    c,
    [i.name for i in c.op.control_inputs],
    b.value(),
    b.read_value(),
    [i.name for i in b.value().op.control_inputs],
)
print(v.assign([1.0, 1.0], read_value=False).type, v.assign_add([1.0, 1.0], read_value=False).name)
err(lambda: v.assign([1.0]))
err(lambda: v.assign_sub([[1.0]]))
err(lambda: v.assign("x"))
err(lambda: v.assign_add(tf.constant([1, 2])))
print(v.is_initialized(), tf.is_variable_initialized(v).op.type)
print(v.sparse_read([0]), v.gather_nd([[1]]), v.value(), v.read_value(), v[0], v[:1].assign([7.0]), v[0].op.name)
print([n.name for n in tf.get_default_graph().get_operations()])
s = tf.Session()
print(s.run(tf.report_uninitialized_variables()))
err(lambda: s.run(v))
err(lambda: s.run(a))
s.run(tf.global_variables_initializer())
print(s.run(tf.report_uninitialized_variables()))
print(
    s.run(c),
    s.run([a, v]),
    s.run(v.sparse_read([1, 1])),
    s.run(v.gather_nd([[0]])),
    s.run(v[1].assign(5.0)),
    s.run(v[tf.newaxis, 0]),
    s.run(v + 1.0),
    s.run(b.op),
    s.run(v),
)
print(
    s.run(tf.scatter_update(v, [0], 8.0)),
    s.run(tf.scatter_nd_add(v, [[1]], [1.0])),
    s.run(v.scatter_mul(tf.IndexedSlices(2.0, 0))),
    s.run(v.scatter_nd_sub([[0]], [1.0])),
)
print(s.run(tf.gradients(tf.reduce_sum(v.sparse_read([0, 0])), v)[0].values), tf.gradients(v * v, [v]))
k = tf.Variable(0, name="k")
s.run(k.initializer)
up = k.count_up_to(1)
print(up.op.type, s.run(up))
err(lambda: s.run(up))
err(lambda: s.run(tf.count_up_to(k, 5)))
with tf.control_dependencies([v]):
    n = tf.no_op()
print([i.name for i in n.control_inputs])
with tf.control_dependencies([b]):
    n = tf.identity(v)
print(n.op.inputs[0].op.name, [i.name for i in n.op.inputs[0].op.control_inputs])
tf.disable_resource_variables()
print(tf.Variable(1.0, name="r"), tf.Variable(1.0, use_resource=True, name="q"))
with tf.variable_scope("s", use_resource=True):
    print(tf.Variable(2), tf.get_variable("g", []), tf.get_variable_scope().use_resource)
err(lambda: v.load([1.0, 2.0], s))
print(v.eval(session=s))
err(lambda: v.initialized_value())
err(lambda: tf.Variable([1.0, 2.0], use_resource=True, name="w2").scatter_add(3))
print(repr(tf.assign(v, [0.0, 0.0])), tf.assign_add(v, [0.0, 0.0], name="xx"), tf.group(a, b).name, tf.tuple([a]))
p = v.to_proto()
print(p.variable_name, p.initializer_name, p.snapshot_name, p.is_resource)
