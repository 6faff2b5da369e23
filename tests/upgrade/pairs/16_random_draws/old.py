"""What is drawn at random in a run: the two programs are compared for the numbers that the old one drew."""
import tensorflow as tf

noise = tf.random_uniform([3], -1.0, 1.0)
x = tf.placeholder(tf.float32, [None, 4], name="x")
w = tf.Variable(tf.truncated_normal([4, 1], stddev=0.5), name="w")
kept = tf.nn.dropout(x, keep_prob=0.5)
loss = tf.reduce_mean(tf.square(tf.matmul(kept, w)))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for turn in range(3):
        sess.run(train, {x: [[1.0, 2.0, 3.0, 4.0]]})
    print(sess.run(noise).shape)
    print(sess.run([noise, loss], {x: [[1.0, 1.0, 1.0, 1.0]]})[0].shape)
