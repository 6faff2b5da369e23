"""Long tensors are cut with dots, floats follow NumPy's rules, nested lines are aligned, and text, bool, complex and half show their own way."""

print(tf.range(2000))
print(tf.zeros([3, 1000]))
print(
    tf.constant([1e-10, 1.0, 1e10]),
    tf.constant([0.1, 0.25]),
    tf.constant(1e20),
    tf.constant(-0.0),
    tf.constant(float("inf")),
    tf.constant([float("nan"), 1.0]),
)
print(repr(tf.reshape(tf.range(8), [2, 2, 2])))
print(
    tf.constant([[True], [False]]),
    repr(tf.constant(1 + 2j)),
    tf.constant([1.5], tf.float16),
    tf.constant([b"\xff", "é"]),
    tf.constant(""),
    tf.zeros([0, 3]),
    tf.zeros([2, 0]),
)
print(
    tf.constant(1 / 3),
    tf.constant(1 / 3, tf.float64),
    tf.constant([1 / 3]),
    tf.constant([1.0, 100000.0, 0.001]),
    tf.constant(16777217.0),
    tf.constant([123456.789]),
)
print([tf.constant(1), tf.constant([2.0])], (tf.constant("a"),), {"t": tf.constant([[1]])})
print(
    "%s %d %.2f" % (tf.constant(1), tf.constant(2), tf.constant(3.0)),
    "{} {:.1f}".format(tf.constant([1, 2]), tf.constant(2.55)),
    str(tf.Variable([1, 2])),
)
print(tf.constant([1, 2], tf.uint16), tf.constant(2**40))
