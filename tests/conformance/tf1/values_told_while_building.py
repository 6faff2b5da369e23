"""A program may ask for values that Python can follow, fewer than shapes know; what was told is fed no more."""
import numpy as np

a = tf.constant(3.0)
b = tf.constant([1, 2, 3])
x = tf.placeholder(tf.float32, [2, None])
y = tf.placeholder(tf.float32, [2, 3])
flat = tf.placeholder(tf.float32, [None])
sess = tf.Session()


def show(ask):
    try:
        print(ask())
    except Exception as error:
        print(type(error).__name__, str(error).splitlines()[0][:150])


print("told", [tf.get_static_value(t) for t in (b, tf.cast(b, tf.int64), tf.identity(b), tf.stop_gradient(b), tf.range(3))])
print("told", [tf.get_static_value(t) for t in (tf.shape(y), tf.size(y), tf.rank(x), tf.range(a), tf.stack([1, 2]))])
print("told", [tf.get_static_value(t) for t in (tf.split(b, 3)[0], tf.concat([b, b], 0), tf.fill([2], 7), tf.zeros([2]))])
print("told", [tf.get_static_value(t) for t in (tf.ones_like(y), tf.equal(b, 2), tf.not_equal(b, 2), tf.constant("a"))])
print("one of those that were cut apart", type(tf.get_static_value(tf.unstack(b)[1])).__name__)
print("reckoned", [tf.get_static_value(t) for t in (-b, b * 2, a + 1.0, tf.constant(5) // 2, tf.maximum(b, 2), tf.less(b, 2))])
print("taken from", [tf.get_static_value(t) for t in (b[0], b[1:], tf.shape(y)[0], tf.gather(b, [0]), tf.stack([b, b], axis=1))])
print("reshaped", [tf.get_static_value(t) for t in (tf.reshape(b, [3, 1]), tf.expand_dims(b, 0), tf.tile(b, [2]), tf.eye(2))])
print("reduced", [tf.get_static_value(t) for t in (tf.reduce_sum(b), tf.reduce_prod(tf.shape(y)), tf.shape(x), tf.size(x))])
print("in part", tf.get_static_value(tf.stack([tf.shape(x)[1], 2])), tf.get_static_value(tf.stack([tf.shape(x)[1], 2]), partial=True))
sizes = tf.shape(x)
for told in (tf.stack([sizes, [1, 2]]), tf.concat([sizes, [1]], 0), tf.identity(sizes), tf.unstack(sizes)[0], tf.split(sizes, 2)[1]):
    print("of sizes", tf.get_static_value(told), tf.get_static_value(told, partial=True), tf.get_default_graph().is_feedable(sizes))
print("no tensor", tf.get_static_value(3), tf.get_static_value([1, 2]), tf.get_static_value(tf.Variable(1)))

rows, columns = tf.unstack(tf.shape(y))
print("shapes know", tf.reshape(flat, [rows, columns]).shape, tf.zeros([rows * 2, 7]).shape, tf.fill(b[1:], 0).shape)
some, more = tf.unstack(tf.shape(tf.placeholder(tf.float32, [None, 4])))
print("and in part", tf.reshape(flat, [some, more]).shape, tf.zeros([more, some]).shape)

show(lambda: sess.run(a * 1.0, {a: 5.0}))
show(lambda: sess.run(b, {b: [7, 7, 7]}))
c = tf.constant(1.0)
d = c * 2.0
print("reckoned", tf.get_static_value(d))
show(lambda: sess.run(d, {c: 4.0}))
print("told", tf.get_static_value(c))
show(lambda: sess.run(d, {c: 4.0}))
print(tf.get_default_graph().is_feedable(c), tf.get_default_graph().is_feedable(d))

show(lambda: tf.assert_equal(1.0 - tf.reduce_sum(a), 3.0).type)
show(lambda: tf.assert_equal(-tf.constant(1.0), tf.constant(3.0)).type)
show(lambda: tf.assert_equal(tf.identity(tf.constant(1.0)), tf.constant(3.0)).type)
show(lambda: tf.assert_equal(tf.stack([1, 2]), tf.constant([3, 2])).type)
show(lambda: tf.assert_less(tf.square(2.0), 1.0).type)
show(lambda: tf.assert_positive(tf.constant(1.0) - tf.constant(3.0)).type)
