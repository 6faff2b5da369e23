"""A value is read and written in one run, and nothing says which comes first."""
import tensorflow as tf

balance = tf.Variable(100.0, name="balance")
interest = balance * 0.1
deposit = tf.assign_add(balance, 50.0)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for month in range(2):
        print(sess.run([interest, deposit]))
