"""Stateless random functions are pure: the same seed and shape give the same values, and nothing is remembered."""
import numpy as np


def same(a, b):
    return np.array_equal(a.numpy(), b.numpy())


a = tf.random.stateless_normal(shape=[2, 3], seed=[1, 2])
tf.random.normal([5])
print(a.shape, a.dtype, same(a, tf.random.stateless_normal([2, 3], seed=(1, 2))), same(a, tf.random.stateless_normal([2, 3], seed=[2, 1])))
u = tf.random.stateless_uniform([100], seed=[0, 0], minval=1, maxval=4, dtype=tf.int32)
print(sorted(set(u.numpy().tolist())), tf.random.stateless_truncated_normal([3], seed=[1, 1]).shape)
s = tf.random.split([1, 2], num=3)
print(s.shape, tf.random.experimental.stateless_fold_in([1, 2], 3).shape)
try:
    tf.random.stateless_normal([2], seed=1)
except Exception as error:
    print(type(error).__name__)
