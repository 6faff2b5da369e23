"""Gradients asked for and applied by hand: each step is an assignment."""
import numpy as np
import tensorflow as tf

points = np.array([[0.0], [1.0], [2.0]])
x = tf.placeholder(tf.float32, [None, 1], name="x")
y = tf.placeholder(tf.float32, [None, 1], name="y")
slope = tf.Variable([[0.0]], name="slope")
offset = tf.Variable([0.0], name="offset")
error = tf.matmul(x, slope) + offset - y
loss = tf.reduce_mean(tf.square(error))
by_slope, by_offset = tf.gradients(loss, [slope, offset])
update = tf.group(tf.assign_sub(slope, 0.1 * by_slope), tf.assign_sub(offset, 0.1 * by_offset))

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for turn in range(50):
        sess.run(update, feed_dict={x: points, y: 2 * points + 1})
    print("%.2f" % sess.run(loss, feed_dict={x: points, y: 2 * points + 1}))
    print("%.1f %.1f" % (sess.run(slope).item(), sess.run(offset).item()))
