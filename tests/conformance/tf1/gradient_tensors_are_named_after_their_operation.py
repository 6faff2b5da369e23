"""A gradient's tensor is named gradients/<operation>_grad/..., and the seed of ones gradients/grad_ys_0."""

x = tf.placeholder(tf.float32, [2, 2], name="x")
v = tf.Variable([1.0, 2.0], name="v")
cases = {"square": tf.square(x), "relu": tf.nn.relu(x), "matmul": tf.matmul(x, x[:, :1], name="product"), "exp": tf.exp(x), "sum": tf.reduce_sum(x)}
for name, y in cases.items():
    g = tf.gradients(y, x)[0]
    print(name, g.name.split("/")[0], g.shape, g.dtype.name, g.op.graph is x.graph)
names = [op.name for op in tf.get_default_graph().get_operations()]
print([n for n in names if "grad_ys_0" in n and n.count("/") == 1])
print("gradients/Square_grad" in {"/".join(n.split("/")[:2]) for n in names}, any(n.startswith("gradients_1/Relu_grad") for n in names),
      any(n.startswith("gradients_2/product_grad") for n in names))
print(tf.gradients(cases["square"], x, name="mine")[0].name.split("/")[0], tf.gradients(v * 2.0, v)[0].shape)
with tf.name_scope("outer"):
    print(tf.gradients(cases["exp"], x)[0].name.split("/")[:2])
