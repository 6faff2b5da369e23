"""tf.nest flattens, packs and maps structures as functions do for their arguments: dict keys sorted, namedtuples kept."""
import collections

Point = collections.namedtuple("Point", "x y")
s = {"b": [1, (2, 3)], "a": Point(4, None)}
print(tf.nest.flatten(s), tf.nest.pack_sequence_as(s, [10, 20, 30, 40, 50]), tf.nest.is_nested([1]), tf.nest.is_nested(1))
print(tf.nest.map_structure(lambda a, b: (a or 0) + (b or 0), s, s), tf.nest.flatten(5), tf.nest.flatten([]))
try:
    tf.nest.assert_same_structure([1, 2], [1])
except ValueError as error:
    print(type(error).__name__ + ":", str(error).splitlines()[0])


@tf.function
def f(p):
    return Point(p.y, p.x)


print(f(Point(tf.constant(1), tf.constant(2.0))))
