"""Linear regression with two features, plain gradient descent on the whole data."""

import numpy as np

random = np.random.RandomState(1)
xs = random.normal(size=(50, 2)).astype(np.float32)
ys = (xs @ [[2.0], [-3.0]] + 1.5 + 0.1 * random.normal(size=(50, 1))).astype(np.float32)

tf.reset_default_graph()
X = tf.placeholder(tf.float32, [None, 2], name="X")
Y = tf.placeholder(tf.float32, [None, 1], name="Y")
W = tf.Variable(np.zeros([2, 1], np.float32), name="weight")
b = tf.Variable(0.0, name="bias")
prediction = tf.add(tf.matmul(X, W), b)
cost = tf.reduce_mean(tf.square(prediction - Y))
optimizer = tf.train.GradientDescentOptimizer(learning_rate=0.05).minimize(cost)

losses = []
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(100):
        _, c = sess.run([optimizer, cost], feed_dict={X: xs, Y: ys})
        losses.append(float(c))
