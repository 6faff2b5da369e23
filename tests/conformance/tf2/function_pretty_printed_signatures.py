"""pretty_printed_concrete_signatures lists every trace: parameters with their specs or literals, output types, captures."""
import re


@tf.function
def f(a, b=1, *rest, c=None):
    return a


print(repr(f.pretty_printed_concrete_signatures()))
f(tf.constant(1))
f(tf.constant([1.0, 2.0]), "text", tf.constant(True), c=[1, (2.5, None)])
f({"k": tf.constant(1)}, True)
print(f.pretty_printed_concrete_signatures())
v = tf.Variable([1.0, 2.0])
g = tf.function(lambda x: (x * v, {"y": v.read_value()}, None))
g(tf.constant(1.0))
print(re.sub(r"[0-9]{6,}", "<id>", g.pretty_printed_concrete_signatures()))
h = tf.function(lambda v: v + 1.0)
h(v)
print(h.pretty_printed_concrete_signatures())


class Plain:
    def __repr__(self):
        return "a plain object"


k = tf.function(lambda o: 1)
k(tf.ragged.constant([[1], [2, 3]]))
print(k.pretty_printed_concrete_signatures())
