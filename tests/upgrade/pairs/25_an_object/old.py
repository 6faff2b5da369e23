"""A network in an object that is made once, and a second session on what the graph was given in between."""
import tensorflow as tf


class Network:
    def __init__(self, sess, size, rate=0.1):
        self.sess = sess
        self.size = size
        self.x = tf.placeholder(tf.float32, [None, size])
        self.y = tf.placeholder(tf.float32, [None, 1])
        self.w = tf.Variable(tf.ones([size, 1]), name="w")
        self.loss = tf.reduce_mean(tf.square(self.guess(self.x) - self.y))
        self.train = tf.train.GradientDescentOptimizer(rate).minimize(self.loss)

    def guess(self, points):
        return tf.matmul(points, self.w) / self.size

    def step(self, points, values):
        return self.sess.run([self.loss, self.train], feed_dict={self.x: points, self.y: values})[0]


sess = tf.Session()
network = Network(sess, 2)
sess.run(tf.global_variables_initializer())
for turn in range(3):
    print("loss %.4f" % network.step([[1.0, 2.0], [3.0, 4.0]], [[1.0], [2.0]]))
print(sess.run(network.guess(network.x), {network.x: [[1.0, 1.0]]}))
sess.close()

start = tf.constant_initializer(3.0)
scale = tf.get_variable("scale", [1], initializer=start)
with tf.Session() as again:
    again.run(tf.global_variables_initializer())
    print(again.run(scale), again.run(network.w).ravel())
