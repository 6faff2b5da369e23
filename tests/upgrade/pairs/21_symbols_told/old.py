"""What a program says of its symbols: prints, assertions, a function that finds them outside, and how long it took."""
import time

import tensorflow as tf

start = time.time()
x = tf.placeholder(tf.float32, shape=[None, 2])
y = tf.placeholder(tf.float32, shape=[None, 1])
w = tf.Variable([[1.0], [2.0]])
print(x, "and", w)
print("static:", w.shape, y.shape)

guess = tf.matmul(x, w)
assert guess.shape.as_list() == y.shape.as_list()


def squares():
    return tf.square(guess - y)


loss = tf.reduce_mean(squares())
worst = tf.reduce_max(squares())
print([loss, worst])

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    feeds = {x: [[1.0, 1.0], [2.0, 0.5]], y: [[2.0], [4.0]]}
    print(sess.run([loss, worst], feed_dict=feeds))
    print(sess.run(guess, {x: [[0.0, 1.0]]}))
print("took %.1f seconds" % (time.time() - start))
