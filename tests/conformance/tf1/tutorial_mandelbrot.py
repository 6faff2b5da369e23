"""Iterations of a complex map in a graph, with a mask of what has not diverged."""
import numpy as np

Y, X = np.mgrid[-1.3:1.3:0.4, -2:1:0.4]
Z = X + 1j * Y
xs = tf.constant(Z.astype(np.complex64))
zs = tf.Variable(xs)
ns = tf.Variable(tf.zeros_like(xs, tf.float32))
zs_ = zs * zs + xs
not_diverged = tf.abs(zs_) < 4
step = tf.group(zs.assign(tf.where(not_diverged, zs_, zs)), ns.assign_add(tf.cast(not_diverged, tf.float32)))
print(xs, zs, not_diverged)
with tf.Session() as sess:
    tf.global_variables_initializer().run()
    for i in range(20):
        step.run()
    print(ns.eval().astype(int).tolist())
