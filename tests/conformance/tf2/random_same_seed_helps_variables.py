"""Variables made from random values under one seed are equal; set_seed before each makes it so."""
import numpy as np

tf.random.set_seed(9)
a = tf.Variable(tf.random.normal([3, 2]))
b = tf.Variable(tf.random.normal([3, 2]))
tf.random.set_seed(9)
c = tf.Variable(tf.random.normal([3, 2]))
print(np.array_equal(a, b), np.array_equal(a, c), a.shape, tf.keras.initializers.Zeros()(shape=[2]).numpy())
i = tf.keras.initializers.GlorotUniform(seed=1)
print(np.array_equal(i([2, 2]), tf.keras.initializers.GlorotUniform(seed=1)([2, 2])), float(np.abs(i([4, 4])).max()) <= (6 / 8) ** 0.5)
