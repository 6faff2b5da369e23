"""A page on the two worlds: names, dtypes and shapes as Python values, equality, and where a variable is kept."""
v1 = tf.compat.v1
with tf.Graph().as_default():
    a = v1.get_variable("a", initializer=1.0)
    a2 = tf.Variable(2.0, name="a")
    print([v.name for v in v1.global_variables()])
b, b2 = tf.Variable(1.0, name="b"), tf.Variable(1.0, name="b")
print(b.name, b2.name, b is b2)
shape = tf.TensorShape([16, None, 256])
print(shape[0], shape[1], [d for d in shape], shape.dims[0].value if shape.dims[0] is not None else None)
value = shape[1]
print(value is None)
dim = shape[0]
print(dim * 2, type(dim).__name__)
for d in tf.TensorShape([1, 2]):
    print(d)
print(tf.TensorShape(None).rank, v1.TensorShape is tf.TensorShape)
x, y = tf.constant(5.0), tf.constant(5.0)
print((x == y).numpy(), x is y, x.ref() == y.ref(), tf.Variable(0.0) == 0.0)


@tf.function
def counts(v):
    v.assign_add(1.0)
    return v


c = tf.Variable(0.0)
counts(c)
counts(c)
print(c.numpy())


def forward(x):
    with v1.variable_scope("m", reuse=v1.AUTO_REUSE):
        w = v1.get_variable("w", [], initializer=v1.ones_initializer())
        return w * x


w = v1.wrap_function(lambda x: forward(x) + forward(x), [tf.TensorSpec([], tf.float32)])
print(w(tf.constant(3.0)).numpy(), len(w.variables))
