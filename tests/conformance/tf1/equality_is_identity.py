"""== on tensors, variables and operations is identity, so they are dict keys; a variable is neither tensor nor reading."""

a = tf.constant(1.0, name="a")
b = tf.constant(1.0, name="b")
v = tf.Variable(1.0, name="v")
print(a == a, a == b, a != b, a == 1.0, v == v, v == 1.0, a.op == a.op, a.op == b.op)
table = {a: "a", v: "v", a.op: "op"}
print(table[a], table[v], table[a.op], b in table, b in [a], a in [b, a])
print(v == v.value(), v.value() is v.value(), v == tf.get_default_graph().get_tensor_by_name("v:0"))
print(isinstance(v, tf.Tensor), isinstance(a, tf.Tensor), isinstance(v, tf.Variable), tf.is_tensor(v), tf.is_tensor(a),
      tf.is_tensor(1.0))
print(len({a, b, v, a}), hash(a) == hash(a))
print(type(tf.equal(a, b)).__name__ in ("Tensor", "SymbolicTensor"), tf.equal(a, b).dtype.name)
