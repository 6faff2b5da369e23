"""A function called for each layer, with variables in dictionaries beside it: each call becomes an object."""
import numpy as np
import tensorflow as tf

points = np.linspace(-1, 1, 8)[:, np.newaxis]


def add_layer(inputs, size_in, size_out, activation=None):
    # one more layer
    weights = tf.Variable(tf.random_normal([size_in, size_out]))
    biases = tf.Variable(tf.zeros([size_out]) + 0.1)
    out = tf.matmul(inputs, weights) + biases
    return out if activation is None else activation(out)


xs = tf.placeholder(tf.float32, [None, 1])
ys = tf.placeholder(tf.float32, [None, 1])
scale = {"in": tf.Variable(1.0), "out": tf.Variable(2.0)}
hidden = add_layer(xs * scale["in"], 1, 4, activation=tf.nn.relu)
prediction = add_layer(hidden, 4, 1) * scale["out"]
loss = tf.reduce_mean(tf.reduce_sum(tf.square(ys - prediction), reduction_indices=[1]))
train_step = tf.train.MomentumOptimizer(0.01, 0.5).minimize(loss)
saver = tf.train.Saver()

sess = tf.Session()
sess.run(tf.global_variables_initializer())
first = sess.run(loss, feed_dict={xs: points, ys: points ** 2})
for i in range(20):
    sess.run(train_step, feed_dict={xs: points, ys: points ** 2})
print("better:", sess.run(loss, feed_dict={xs: points, ys: points ** 2}) < first)
saver.save(sess, "./layers")
