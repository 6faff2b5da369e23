"""A tutorial page on control flow and functions prints, cell by cell, what TensorFlow prints."""

# A page on loops, branches, Python functions, gradients of one's own.
import numpy as np

i = tf.constant(0)
c = lambda i: tf.less(i, 10)
b = lambda i: tf.add(i, 1)
r = tf.while_loop(c, b, [i])
print(r)
with tf.Session() as s:
    print(s.run(r))

import collections

Pair = collections.namedtuple("Pair", "j, k")
ijk_0 = (tf.constant(0), Pair(tf.constant(1), tf.constant(2)))
c = lambda i, p: i < 10
b = lambda i, p: (i + 1, Pair(p.j + p.k, p.j - p.k))
ijk_final = tf.while_loop(c, b, ijk_0)
print(ijk_final)
with tf.Session() as s:
    print(s.run(ijk_final))

i0 = tf.constant(0)
m0 = tf.ones([2, 2])
c = lambda i, m: i < 3
b = lambda i, m: [i + 1, tf.concat([m, m], axis=0)]
r = tf.while_loop(c, b, loop_vars=[i0, m0], shape_invariants=[i0.get_shape(), tf.TensorShape([None, 2])])
print(r)
with tf.Session() as s:
    print(s.run(r))

x = tf.constant(2)
y = tf.constant(5)


def f1():
    return tf.multiply(x, 17)


def f2():
    return tf.add(y, 23)


r = tf.cond(tf.less(x, y), f1, f2)
print(r)
with tf.Session() as s:
    print(s.run(r))
r = tf.cond(tf.less(x, y), true_fn=lambda: (x, y), false_fn=lambda: (y, x), name="pick")
print(r)
r = tf.cond(tf.less(x, y), lambda: {"a": x}, lambda: {"a": y})
print(r)
r = tf.cond(pred=x > y, true_fn=lambda: tf.no_op(), false_fn=lambda: tf.group())
print(r)

r = tf.case([(tf.less(x, y), f1), (tf.greater(x, y), f2)], default=lambda: tf.constant(1), exclusive=True)
print(r)
with tf.Session() as s:
    print(s.run(r))

elems = np.array([1, 2, 3, 4, 5, 6])
squares = tf.map_fn(lambda x: x * x, elems)
print(squares)
with tf.Session() as s:
    print(s.run(squares))
    print(s.run(tf.scan(lambda a, x: a + x, elems)))
    print(s.run(tf.foldl(lambda a, x: a + x, elems)), s.run(tf.foldr(lambda a, x: a - x, elems)))
r = tf.map_fn(lambda x: (x[0] * x[1], -x[0]), (elems, np.array([-1, 1, -1, 1, -1, 1])), dtype=(tf.int64, tf.int64))
print(r)
with tf.Session() as s:
    print(s.run(r))
r = tf.scan(lambda a, _: (a[1], a[0] + a[1]), elems, initializer=(tf.constant(0), tf.constant(1)))
with tf.Session() as s:
    print(s.run(r))

x = tf.Variable(1.0)
step = tf.while_loop(lambda i: i < 5, lambda i: [tf.tuple([i + 1], control_inputs=[x.assign_add(1.0)])[0]], [0])
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    print(s.run(step))
    print(s.run(x))


@tf.custom_gradient
def log1pexp(x):
    e = tf.exp(x)

    def grad(dy):
        return dy * (1 - 1 / (1 + e))

    return (tf.log(1 + e), grad)


x = tf.constant(100.0)
y = log1pexp(x)
dy = tf.gradients(y, x)
print(y, dy)
with tf.Session() as s:
    print(s.run([y, dy]))


@tf.RegisterGradient("CustomSquare")
def _custom_square_grad(op, grad):
    return tf.constant([5.0, 0])


g = tf.Graph()
with g.as_default():
    c = tf.constant([5.0, 1.0])
    s_1 = tf.square(c)
    with g.gradient_override_map({"Square": "CustomSquare"}):
        s_2 = tf.square(s_1)
    grad = tf.gradients([s_2, s_1], c)
    with tf.Session() as s:
        print(s.run(grad))

a = tf.constant(0.0)
b = 2 * a
g = tf.gradients(a + b, [a, b])
g2 = tf.gradients(a + b, [a, b], stop_gradients=[a, b])
print(g, g2)
with tf.Session() as s:
    print(s.run(g), s.run(g2))
x = tf.constant([1.0, 2.0])
h = tf.hessians(tf.reduce_sum(x**3), x)
print(h)
with tf.Session() as s:
    print(s.run(h), s.run(tf.gradients(tf.gradients(x**3, x)[0], x)))

with tf.Session() as s:
    x = tf.placeholder(tf.float32, [3, 2])
    W = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    y = tf.matmul(x, W)
    print(tf.test.compute_gradient_error(x, [3, 2], y, [3, 2]) < 0.01)
    j = tf.test.compute_gradient(x, [3, 2], y, [3, 2], x_init_value=np.ones([3, 2], np.float32))
    print(j[0].shape, j[0][0])
