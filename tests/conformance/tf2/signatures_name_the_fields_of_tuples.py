"""How a trace tells its signature: named tuples by field, `/` after what is by place, results of several parts by spec; by lines or in one."""
import collections
import re

Point = collections.namedtuple("Point", "x y")
Other = collections.namedtuple("Other", "a b")


def outcome(label, call):
    try:
        print(label, call())
    except Exception as error:
        print(label, type(error).__name__, str(error).splitlines()[0])


p = tf.function(lambda x: Point(x, (x.y, None))).get_concrete_function(Point(1, tf.constant(2.0)))
print(p.pretty_printed_signature(verbose=False))
print(p.pretty_printed_signature())
print(p.output_shapes, p.output_dtypes)
outcome("a plain tuple", lambda: p((1, tf.constant(3.0))))


@tf.function
def rest(a, *more, b=2, **named):
    return a


print(re.sub("0x.*", "0x", repr(rest.get_concrete_function(1, 2, c=3))))
ragged = tf.function(lambda x: x).get_concrete_function(tf.RaggedTensorSpec([2, None], tf.int32))
print(ragged.pretty_printed_signature(False))
rows = tf.function(lambda x: tf.IndexedSlices(x, tf.constant([0, 1]), tf.constant([3, 2])))
print(rows.get_concrete_function(tf.TensorSpec([2, 2])).pretty_printed_signature(False))
times = tf.function(lambda p: p.x * p.y, input_signature=[Point(tf.TensorSpec([]), tf.TensorSpec([]))])
outcome("named", lambda: times(Point(2, 3.0)))
outcome("plain", lambda: times((2.0, 3.0)))
outcome("of other fields", lambda: times(Other(2.0, 3.0)))
print(times.pretty_printed_concrete_signatures(verbose=False))


def named_only(x, *, k):
    return x * k


outcome("keyword without default", lambda: tf.function(named_only, input_signature=[tf.TensorSpec([])] * 2))
