"""A tutorial page on constants variables and sessions prints, cell by cell, what TensorFlow prints."""

# A lecture page: constants, variables, sessions, placeholders, random seeds.
import os
import tempfile

import numpy as np

os.chdir(tempfile.mkdtemp())

a = tf.constant(2, name="a")
b = tf.constant(3, name="b")
x = tf.add(a, b, name="add")
writer = tf.summary.FileWriter("./graphs", tf.get_default_graph())
with tf.Session() as sess:
    print(sess.run(x))
writer.close()

a = tf.constant([1, 3], name="a")
b = tf.constant([[0, 1], [2, 3]], name="b")
x = tf.multiply(a, b, name="mul")
with tf.Session() as sess:
    print(sess.run(x))

with tf.Session() as sess:
    print(sess.run(tf.div(b, a)))
    print(sess.run(tf.divide(b, a)))
    print(sess.run(tf.truediv(b, a)))
    print(sess.run(tf.floordiv(b, a)))
    print(sess.run(tf.truncatediv(b, a)))
    print(sess.run(tf.floor_div(b, a)))

a = tf.constant([10, 20], name="a")
b = tf.constant([2, 3], name="b")
with tf.Session() as sess:
    print(sess.run(tf.multiply(a, b)))
    print(sess.run(tf.tensordot(a, b, 1)))

print(
    tf.zeros([2, 3], tf.int32),
    tf.zeros_like([[0, 1], [2, 3]]),
    tf.ones([2, 3], tf.int32),
    tf.ones_like([[0, 1]]),
    tf.fill([2, 3], 8),
)

print(tf.lin_space(10.0, 13.0, 4), tf.range(3, 18, 3), tf.range(5))
print(repr(tf.Session().run([tf.lin_space(10.0, 13.0, 4), tf.range(3, 18, 3), tf.range(5)])))

t_0 = 19
x = tf.zeros_like(t_0)
y = tf.ones_like(t_0)
t_1 = ["apple", "peach", "banana"]
x1 = tf.zeros_like(t_1)
with tf.Session() as sess:
    print(sess.run([x, y, x1]))

t_2 = [[True, False, False], [False, False, True], [False, True, False]]
x = tf.zeros_like(t_2)
y = tf.ones_like(t_2)
with tf.Session() as sess:
    print(sess.run([x, y]))

print(tf.int32.as_numpy_dtype(), tf.int32 == np.int32, np.int32 == tf.int32)
print(repr(tf.Session().run(tf.ones([2, 2], np.float32))))

my_const = tf.constant([1.0, 2.0], name="my_const")
print(tf.get_default_graph().as_graph_def().node[-1])

s = tf.Variable(2, name="scalar")
m = tf.Variable([[0, 1], [2, 3]], name="matrix")
W = tf.Variable(tf.zeros([784, 10]), name="big_matrix")
V = tf.Variable(tf.truncated_normal([784, 10]), name="normal_matrix")

s = tf.get_variable("scalar", initializer=tf.constant(2))
m = tf.get_variable("matrix", initializer=tf.constant([[0, 1], [2, 3]]))
W = tf.get_variable("big_matrix", shape=(784, 10), initializer=tf.zeros_initializer())
V = tf.get_variable("normal_matrix", shape=(784, 10), initializer=tf.truncated_normal_initializer())
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(V.eval().shape)
    print(sess.run(s), s, m, W, V)

W = tf.Variable(10)
W.assign(100)
with tf.Session() as sess:
    sess.run(W.initializer)
    print(sess.run(W))

W = tf.Variable(10)
assign_op = W.assign(100)
with tf.Session() as sess:
    sess.run(assign_op)
    print(W.eval())

a = tf.get_variable("scalar2", initializer=tf.constant(2))
a_times_two = a.assign(a * 2)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print([sess.run(a_times_two) for _ in range(3)])

W = tf.Variable(10)
with tf.Session() as sess:
    sess.run(W.initializer)
    print(sess.run(W.assign_add(10)))
    print(sess.run(W.assign_sub(2)))

W = tf.Variable(10)
sess1 = tf.Session()
sess2 = tf.Session()
sess1.run(W.initializer)
sess2.run(W.initializer)
print(
    sess1.run(W.assign_add(10)), sess2.run(W.assign_sub(2)), sess1.run(W.assign_add(100)), sess2.run(W.assign_sub(50))
)

U = tf.Variable(W * 2)
V = tf.Variable(W.initialized_value() * 2)
with tf.Session() as sess:
    sess.run(V.initializer)
    print(sess.run(V))
    sess.run(U.initializer)

sess = tf.InteractiveSession()
a = tf.constant(5.0)
b = tf.constant(6.0)
c = a * b
print(c.eval())
sess.close()

g = tf.Graph()
with g.as_default():
    with tf.control_dependencies([tf.constant(1)]):
        d = tf.constant(2, name="d")
        e = tf.identity(d, name="e")
print(d.op.control_inputs, e.op.control_inputs)
print([op.name for op in g.get_operations()])

print(repr((tf.get_default_graph().is_feedable(a), tf.get_default_graph().is_feedable(b))))

a = tf.add(2, 5)
b = tf.multiply(a, 3)
with tf.Session() as sess:
    print(sess.run(b), sess.run(b, feed_dict={a: 15}))

tf.set_random_seed(2)
c = tf.random_uniform([], -10, 10, seed=2)
d = tf.random_uniform([], -10, 10, seed=2)
e = tf.random_uniform([], -10, 10)
with tf.Session() as sess:
    print(sess.run(c))
    print(sess.run(d))
    print(sess.run(c))
    print(sess.run(e))

g = tf.Graph()
with g.as_default():
    tf.set_random_seed(2)
    c = tf.random_uniform([], -10, 10)
    d = tf.random_uniform([], -10, 10)
    n = tf.random_normal([3, 2])
    t = tf.truncated_normal([4], stddev=0.1)
    sh = tf.random_shuffle(tf.range(8))
    m = tf.multinomial([[1.0, 2.0, 3.0]], 5)
    cr = tf.random_crop(tf.range(10), [4])
    gm = tf.random_gamma([3], [0.5, 1.5])
    ui = tf.random_uniform([5], 0, 10, tf.int32)
    do = tf.nn.dropout(tf.ones([2, 5]), keep_prob=0.5)
with tf.Session(graph=g) as sess:
    print(sess.run(c))
    print(sess.run(d))
    for q in (n, t, sh, m, cr, gm, ui, do):
        print(q)
        print(sess.run(q))

x = tf.random_uniform([])
y = tf.random_uniform([])
out = tf.cond(tf.greater(x, y), lambda: x + y, lambda: x - y)
x = tf.random_uniform([], -1, 1, dtype=tf.float32)
y = tf.random_uniform([], -1, 1, dtype=tf.float32)
out = tf.case(
    {tf.less(x, y): lambda: tf.add(x, y), tf.greater(x, y): lambda: tf.subtract(x, y)},
    default=lambda: tf.constant(0.0),
    exclusive=True,
)
print(out)
x = tf.constant([[0, -2, -1], [0, 1, 2]])
y = tf.zeros_like(x)
out = tf.equal(x, y)
with tf.Session() as s:
    print(s.run(out))

x = tf.constant(
    [29.05088806, 27.61298943, 31.19073486, 29.35532951, 30.97266006, 26.67541885, 38.08450317, 20.74983215]
)
indices = tf.where(tf.greater(x, 30))
out = tf.gather(x, indices)
with tf.Session() as s:
    print(s.run(indices))
    print(s.run(out))

x = tf.diag(tf.range(1, 7))
print(x)
x = tf.random_uniform([10, 10])
out = tf.matrix_determinant(x)
print(out)
x = tf.constant([5, 2, 3, 5, 10, 6, 2, 3, 4, 2, 1, 1, 0, 9])
uniques = tf.unique(x)
with tf.Session() as s:
    print(s.run(uniques))
    print(uniques)

import math


def huber_loss(labels, predictions, delta=14.0):
    residual = tf.abs(labels - predictions)

    def f1():
        return 0.5 * tf.square(residual)

    def f2():
        return delta * residual - 0.5 * tf.square(delta)

    return tf.cond(residual < delta, f1, f2)


with tf.Session() as s:
    print(s.run([huber_loss(1.0, 3.0), huber_loss(1.0, 30.0)]))

values = tf.constant([-3.0, 0.5, 2.0])
ys = tf.constant([0.0, 1.0, 5.0])
out = tf.where(tf.abs(values - ys) < tf.ones_like(values), tf.square(values), tf.abs(values))
with tf.Session() as s:
    print(s.run(out))
