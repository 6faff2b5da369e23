"""name_scope nests in a trace and makes op names unique there; eager tensors have no name."""


@tf.function
def f(x):
    with tf.name_scope("outer"):
        a = tf.add(x, 1.0, name="sum")
        with tf.name_scope("inner"):
            b = tf.multiply(a, 2.0, name="product")
        c = tf.add(a, b, name="sum")
    with tf.name_scope("outer") as scope:
        print(scope)
        d = c + 1.0
    print(a.name, b.name, c.name, d.name, a.op.type, a.op.name)
    return d


print(f(tf.constant(1.0)).numpy())
try:
    print(tf.constant(1.0, name="given").name)
except AttributeError as error:
    print(type(error).__name__ + ":", error)
