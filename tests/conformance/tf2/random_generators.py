"""Generators are objects: from_seed, from_non_deterministic_state, split, reset_from_seed, and one global generator."""
import numpy as np


def same(a, b):
    return np.array_equal(a.numpy(), b.numpy())


g = tf.random.Generator.from_seed(42)
first = g.normal(shape=[2, 3])
print(first.shape, first.dtype, g.algorithm, g.state.shape, g.key.dtype)
g.reset_from_seed(42)
print("after reset:", same(first, g.normal([2, 3])), g.uniform([4], maxval=10, dtype=tf.int32).dtype)
h = tf.random.Generator.from_seed(42, alg="philox")
print("same algorithm:", same(first, h.normal([2, 3])))
split = g.split(3)
print(len(split), [type(s).__name__ for s in split], not same(split[0].normal([3]), split[1].normal([3])))
print(tf.random.get_global_generator() is tf.random.get_global_generator(), tf.random.get_global_generator().normal([2]).shape)
tf.random.set_global_generator(tf.random.Generator.from_seed(1))
one = tf.random.get_global_generator().normal([2])
tf.random.set_global_generator(tf.random.Generator.from_seed(1))
print("global:", same(one, tf.random.get_global_generator().normal([2])))
other = tf.random.Generator.from_state(state=g.state.numpy(), alg="philox")
print("from state:", same(other.normal([2]), g.normal([2])), type(tf.random.Generator.from_non_deterministic_state()).__name__)


@tf.function
def draw(generator):
    return generator.normal([2])


print("in a function:", not same(draw(h), draw(h)))
print("skip and full int:", h.skip(10) is not None, h.uniform_full_int([1]).dtype, h.truncated_normal([2]).shape)
