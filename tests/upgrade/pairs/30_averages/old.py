"""Averages of what is trained, taken after each step: they were lost variables that an object found by their names."""

import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable(tf.ones([2, 1]), name="w")
steps = tf.Variable(0, trainable=False, name="steps")
loss = tf.reduce_mean(tf.square(tf.matmul(x, w)))
rate = tf.train.polynomial_decay(0.1, steps, 10, 0.01)
averages = tf.train.ExponentialMovingAverage(0.9)
train = tf.train.GradientDescentOptimizer(rate).minimize(loss, global_step=steps)
with tf.control_dependencies([train]):
    averages_op = averages.apply(tf.trainable_variables())
train_op = tf.group(train, averages_op)
usual = tf.matmul(x, averages.average(w))

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run(train_op, feed_dict={x: [[1.0, 2.0]]})
        print(sess.run([w, averages.average(w)]))
    print(sess.run(usual, feed_dict={x: [[1.0, 1.0]]}))
