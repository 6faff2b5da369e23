"""Linear regression."""
import numpy as np
import tensorflow as tf

# data
rng = np.random.RandomState(0)
train_x = rng.rand(20, 3)
train_y = train_x.dot([[1.0], [2.0], [3.0]]) + 0.5

# placeholders
x = tf.placeholder(tf.float32, [None, 3], name="x")
y = tf.placeholder(tf.float32, [None, 1])

# model
w = tf.Variable(tf.random_normal([3, 1]), name="w")
b = tf.Variable(tf.zeros([1]))
prediction = tf.matmul(x, w) + b
loss = tf.reduce_mean(tf.square(prediction - y))
optimizer = tf.train.AdamOptimizer(0.1)
train = optimizer.minimize(loss)

init = tf.global_variables_initializer()
with tf.Session() as sess:
    sess.run(init)
    for epoch in range(20):
        _, value = sess.run([train, loss], feed_dict={x: train_x, y: train_y})
        if epoch % 5 == 0:
            print("epoch", epoch, "loss %.4f" % value)
    print("w", sess.run(w).ravel(), "b", b.eval())
    print(sess.run(prediction, {x: train_x[:2]}))
    w_, l_ = sess.run([w, loss], {y: train_y, x: train_x})
