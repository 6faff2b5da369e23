"""Variables that one function makes for another, two steps of one optimizer, an object that keeps what it ran."""

import tensorflow as tf


def weight_variable(name, shape):
    start = tf.constant_initializer(0.1)
    return tf.get_variable("w_" + name, shape=shape, initializer=start)


def dense(x, units, name):
    with tf.variable_scope(name):
        w = weight_variable(name, [x.get_shape()[1], units])
        tf.summary.histogram("w", w)
        return tf.nn.relu(tf.matmul(x, w))


class Net:
    def __init__(self):
        self.scale = tf.Variable(tf.ones([2]))
        self.rates = {"scale": tf.Variable(0.5)}
        self.x = tf.placeholder(tf.float32, [None, 3])
        self.hidden = dense(self.x, 4, "hidden")
        self.out = dense(self.hidden, 2, "out") * self.scale
        optimizer = tf.train.AdamOptimizer(0.01)
        self.one = optimizer.minimize(tf.reduce_sum(self.out), var_list=[self.scale])
        self.other = optimizer.minimize(tf.square(self.rates["scale"]), var_list=self.rates.values())
        self.merged = tf.summary.merge_all()

    def train(self, values):
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            for _ in range(3):
                sess.run(self.one, feed_dict={self.x: values})
                sess.run(self.other)
            self.found = sess.run(self.out, feed_dict={self.x: values})
            self.counts = sess.run(self.merged)


net = Net()
net.train([[1.0, 2.0, 3.0]])
print(net.found)
