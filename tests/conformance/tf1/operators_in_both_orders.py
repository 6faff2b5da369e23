"""Operators work with a number, list or array on either side of a tensor or a variable, and name their operations."""
import numpy as np

t = tf.constant([4.0, -9.0], name="t")
v = tf.Variable([2.0, 3.0], name="v")
for z in (t + 1, 1 + t, t - 1, 1 - t, t * 2, 2 * t, t / 2, 2 / t, t // 2, 7 // t, t % 5, 5 % t, abs(t) ** 0.5, 2 ** t, -t, t > 0, 0 > t, t <= -9, t >= [4, 4], t + [1.0, 2.0], [1.0, 2.0] + t,
          np.array([1.0, 1.0], np.float32) * t, t * np.float32(3), v + 1, 1 + v, v - t, t - v, v * v, 3 * v, v / 2, 6 / v, v ** 2, 2 ** v, v % 2, -v, abs(v), v > 2, v // 2, v[0] + 1, v + v):
    print(z.name, z.dtype.name, z.shape, end="; ")
    with tf.Session() as sess:
        sess.run(v.initializer)
        print([round(float(x), 4) + 0.0 for x in np.ravel(sess.run(z))])
print((t == v), v == v, t != t)
