"""Random ops give the shape and dtype asked for; tf.random.set_seed restarts the sequence; stateless ops repeat for their seed."""
import numpy as np

print(tf.random.normal([2, 3]).shape, tf.random.normal([2], dtype=tf.float64).dtype.name, tf.random.uniform([4]).dtype.name)
draws = tf.random.uniform([1000], minval=3, maxval=7, dtype=tf.int32)
print(sorted(set(draws.numpy().tolist())), tf.random.truncated_normal([2000]).numpy().__abs__().max() <= 2.0)
tf.random.set_seed(1)
a, b = tf.random.normal([3]), tf.random.normal([3])
tf.random.set_seed(1)
c = tf.random.normal([3])
print("restart:", np.array_equal(a, c), "next differs:", not np.array_equal(a, b))
s = [tf.random.stateless_normal([3], seed=[1, 2]) for _ in range(2)]
print("stateless:", np.array_equal(*s), np.array_equal(s[0], tf.random.stateless_normal([3], seed=[1, 3])))
print(sorted(tf.random.shuffle(tf.range(5)).numpy().tolist()))
