"""A page on random numbers: generators as objects, splitting, in functions, saving, stateless functions."""
import os
import tempfile

import numpy as np

g1 = tf.random.Generator.from_seed(1)
g2 = tf.random.get_global_generator()
print(g1.normal(shape=[2, 3]).shape, g2.normal(shape=[2, 3]).dtype)
g = tf.random.Generator.from_seed(1, alg="philox")
a = g.normal([])
print(a.shape, tf.random.Generator.from_non_deterministic_state().normal(shape=[]).shape)
g = tf.random.Generator.from_seed(1)
print(g.normal([]).dtype)
new_gs = g.split(3)
for new_g in new_gs:
    print(new_g.normal([]).shape)
g.reset_from_seed(2)


@tf.function
def foo():
    g = tf.random.Generator.from_seed(1)
    return g.normal([])


try:
    print(foo().shape)
except ValueError as e:
    print(type(e).__name__)
made = None


@tf.function
def bar():
    global made
    if made is None:
        made = tf.random.Generator.from_seed(1)
    return made.normal([])


print(not np.array_equal(bar(), bar()))
m = tf.Module()
m.g = tf.random.Generator.from_seed(5)
checkpoint = tf.train.Checkpoint(generator=m.g)
path = checkpoint.write(os.path.join(tempfile.mkdtemp(), "g"))
first = m.g.normal([2])
checkpoint.read(path)
print("restored generator repeats:", np.array_equal(first, m.g.normal([2])))
s = tf.random.stateless_normal(shape=[2, 3], seed=[1, 2])
print(np.array_equal(s, tf.random.stateless_normal(shape=[2, 3], seed=[1, 2])), s.shape)
for seed in (1, 2):
    tf.random.set_seed(seed)
    print(tf.random.normal([2]).shape)
