"""InteractiveSession makes eval work in a graph; Dimension is the old wrapper of a size; tensor equality can be switched."""
v1 = tf.compat.v1
with v1.Graph().as_default():
    session = v1.InteractiveSession()
    print(tf.constant(3.0).eval(), v1.add(1, 2, name="sum").eval(), v1.add(1, 2, name="sum").name)
    session.close()
d = v1.Dimension(3)
print(d, repr(d), d.value, d == 3, d + 1, v1.Dimension(None), v1.Dimension(None).value, int(d), d == v1.Dimension(None))
print(v1.float32 is tf.float32, v1.dimension_value(d), v1.dimension_value(5), v1.dimension_at_index(tf.TensorShape([2, 3]), 1))
a, b = tf.constant(1), tf.constant(1)
v1.disable_tensor_equality()
print("by identity:", a == b, a == a)
try:
    print("in a set:", len({a, b}))
except TypeError as error:
    print("still unhashable:", error)
v1.enable_tensor_equality()
print("by value:", a == b)
