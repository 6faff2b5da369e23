"""A global seed fixes the sequence of ops that follow; an op seed fixes that op; both together, in a function too, repeat after set_seed."""
import numpy as np


def same(a, b):
    return np.array_equal(a.numpy(), b.numpy())


tf.random.set_seed(5)
a, b = tf.random.uniform([2]), tf.random.uniform([2])
tf.random.set_seed(5)
c, d = tf.random.uniform([2]), tf.random.uniform([2])
print("sequence repeats:", same(a, c), same(b, d), "elements differ:", not same(a, b))
tf.random.set_seed(5)
e, f = tf.random.uniform([2], seed=1), tf.random.uniform([2], seed=1)
tf.random.set_seed(5)
g = tf.random.uniform([2], seed=1)
print("op seed:", same(e, g), "second call differs:", not same(e, f))


@tf.function
def draw():
    return tf.random.uniform([2]), tf.random.uniform([2])


tf.random.set_seed(5)
x = draw()
y = draw()
print("in a function: two ops differ:", not same(*x), "two calls differ:", not same(x[0], y[0]))


@tf.function
def draw_seeded():
    return tf.random.uniform([2], seed=7)


@tf.function
def draw_seeded_too():
    return tf.random.uniform([2], seed=7)


tf.random.set_seed(5)
print("two functions of one op seed:", same(draw_seeded(), draw_seeded_too()))
