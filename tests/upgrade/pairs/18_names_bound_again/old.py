"""Names that mean one thing when the graph takes them and another later; functions that use the program's names."""
import tensorflow as tf

size = 2
x = tf.placeholder(tf.float32, [None, size], name="x")
w = tf.Variable(tf.ones([size, 1]), name="w")
y = tf.matmul(x, w) * size
size = 10
total = tf.reduce_sum(y) + size


def first():
    y = tf.placeholder(tf.float32, name="given")
    with tf.Session() as sess:
        print("first", sess.run(y + 1.0, {y: 2.0}))


def second():
    y = tf.constant(5.0, name="fixed")
    with tf.Session() as sess:
        print("second", sess.run(y + 1.0))


first()
second()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    feeds = {x: [[1.0, 2.0]]}
    print(sess.run(y, feed_dict=feeds), sess.run(total, feed_dict=feeds))
    size = 4
    print(size)
