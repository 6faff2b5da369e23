"""A program that carries rounding anywhere: it is proved run by run, from the values that the old one found."""
import tensorflow as tf

w = tf.Variable(0.3, name="w")
slow = tf.Variable(0.5, name="slow")
loss = tf.square(w - 0.5) + tf.square(slow - 1.0)
fast = tf.train.AdamOptimizer(0.01).minimize(loss, var_list=[w])
train = tf.train.GradientDescentOptimizer(0.00002).minimize(loss, var_list=[slow])
chaos = tf.assign(w, 3.9 * w * (1.0 - w))

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for turn in range(100):
        sess.run(fast)
        sess.run(chaos)
        sess.run(train)
        if turn % 20 == 19:
            print(turn, "%.4f" % sess.run(loss))
