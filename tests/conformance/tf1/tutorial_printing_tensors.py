"""What print shows of tensors, variables, operations, shapes, dtypes, sessions' results and formats."""

a = tf.constant([[1.0, 2.0], [3.0, 4.0]], name="a")
b = tf.constant(5)
v = tf.Variable([0.1, 0.2], name="v")
p = tf.placeholder(tf.float32, shape=(None, 784), name="inputs")
print(a)
print(b)
print(v)
print(p)
print(a + 1.0)
print(a.name, a.dtype, a.shape, a.get_shape(), a.op.name, a.op.type, a.device == "")
print([a, b])
print({"tensor": b})
print("{} and {}".format(a, v))
print(f"{b} {v.name} {a.shape}")
print("%s" % b, str(a.dtype), repr(a.dtype), a.dtype.name, a.dtype.as_numpy_dtype)
print(
    tf.float32,
    tf.int64,
    tf.string,
    tf.bool,
    tf.as_dtype("float64"),
    tf.uint8 == "uint8",
    tf.float32.is_floating,
    tf.int32.is_integer,
    tf.float32.size,
)
print(repr(a.op), [v.op])
print(v.op.name, v.initializer.name, v.get_shape(), v.dtype)
print(a.shape[0], a.shape.ndims, p.shape[0], p.shape[1], p.shape.as_list(), a.shape == (2, 2), p.get_shape()[1].value)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(a))
    print(sess.run(b))
    print(sess.run(v))
    print(sess.run([a, b]))
    print(sess.run(a + 1.0))
    print(sess.run({"x": b}))
print(
    type(a).__name__ in ("Tensor", "SymbolicTensor"),
    type(sess).__name__,
    type(tf.get_default_graph()).__name__,
    type(tf.train.AdamOptimizer()).__name__,
)
