"""An autoencoder: its target is its input by another name, its start is drawn apart, RMSProp trains it."""
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4])
target = x
start = tf.random_uniform([4, 2], -0.5, 0.5)
w = tf.Variable(start, name="w")
out = tf.matmul(tf.nn.sigmoid(tf.matmul(x, w)), tf.transpose(w))
loss = tf.reduce_mean(tf.square(target - out))
step = tf.train.RMSPropOptimizer(0.05, momentum=0.5).minimize(loss)


def share(values, limit):
    global out
    small = tf.less(tf.abs(values), limit)
    part = tf.reduce_mean(tf.cast(small, tf.float32))
    return sess.run(part, feed_dict={x: values})


data = np.linspace(-1.0, 1.0, 12, dtype=np.float32).reshape(3, 4)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for turn in range(30):
        sess.run(step, feed_dict={x: data})
    made = sess.run(out, feed_dict={x: data})
    print(share(data - made, 0.5), share(data - made, 2.0))
