"""A program from before version 1: imports of the inside, what came without names in another order, `config`."""

import numpy as np
import tensorflow as tf
from tensorflow.python.framework import ops

ops.reset_default_graph()
config = tf.ConfigProto(allow_soft_placement=True)
config.gpu_options.allow_growth = True

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None, 2])
strength = 0.1
w = tf.Variable(tf.ones([2, 2]))
step = tf.matmul(x, w)
both = tf.concat(1, [step, y])
first, second = tf.split(1, 2, both)
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(step, y)) + strength * tf.nn.l2_loss(w)
train = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
right = tf.reduce_mean(tf.cast(tf.nn.in_top_k(step, tf.argmax(y, 1), 1), tf.float32))
third = tf.div(7, 2)
merged = tf.merge_all_summaries()

session = tf.Session(config=config)
session.run(tf.initialize_all_variables())
feeds = {x: np.ones([3, 2]), y: np.eye(2)[[0, 1, 1]]}
for strength in np.arange(0.0, 1.0, step=0.5):  # the graph took the one before
    session.run(train, feed_dict=feeds)
    print(strength, session.run(loss, feed_dict=feeds), session.run(right, feed_dict=feeds))
print(session.run(step, feed_dict=feeds))
print(session.run([first, second], feed_dict=feeds), session.run(third), merged)
session.close()
