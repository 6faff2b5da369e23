"""Logistic regression with the cross entropy written out, and accuracy as mean of a cast."""
import numpy as np

rng = np.random.RandomState(0)
xs = rng.randn(40, 2).astype("float32")
ys = np.eye(2)[(xs[:, 0] + xs[:, 1] > 0).astype(int)].astype("float32")
x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None, 2])
W = tf.Variable(tf.zeros([2, 2]))
b = tf.Variable(tf.zeros([2]))
pred = tf.nn.softmax(tf.matmul(x, W) + b)
cost = tf.reduce_mean(-tf.reduce_sum(y * tf.log(pred), reduction_indices=1))
optimizer = tf.train.GradientDescentOptimizer(0.5).minimize(cost)
correct_prediction = tf.equal(tf.argmax(pred, 1), tf.argmax(y, 1))
accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
print(W, b, pred, cost, accuracy, sep="\n")
with tf.Session() as sess:
    sess.run(tf.initialize_all_variables())
    for epoch in range(10):
        avg_cost = 0.
        for i in range(4):
            _, c = sess.run([optimizer, cost], feed_dict={x: xs[i * 10:i * 10 + 10], y: ys[i * 10:i * 10 + 10]})
            avg_cost += c / 4
        if epoch % 3 == 0:
            print("Epoch:", "%04d" % (epoch + 1), "cost=", "{:.4f}".format(avg_cost))
    print("Accuracy:", accuracy.eval({x: xs, y: ys}))
    print(np.round(W.eval().astype(float), 3).tolist())
