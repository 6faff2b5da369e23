"""Logistic regression on three classes, softmax cross entropy, batches in turn."""

import numpy as np

random = np.random.RandomState(2)
centres = np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 3.0]])
classes = random.randint(0, 3, size=120)
points = (centres[classes] + random.normal(size=(120, 2))).astype(np.float32)
labels = np.eye(3, dtype=np.float32)[classes]

tf.reset_default_graph()
x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None, 3])
W = tf.get_variable("W", [2, 3], initializer=tf.zeros_initializer())
b = tf.get_variable("b", [3], initializer=tf.zeros_initializer())
logits = tf.matmul(x, W) + b
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(labels=y, logits=logits))
step = tf.Variable(0, trainable=False, name="step")
rate = tf.train.exponential_decay(0.5, step, 20, 0.9, staircase=True)
train = tf.train.MomentumOptimizer(rate, momentum=0.9).minimize(loss, global_step=step)
accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1)), tf.float32))

losses = []
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for turn in range(100):
        batch = slice(turn * 30 % 120, turn * 30 % 120 + 30)
        sess.run(train, feed_dict={x: points[batch], y: labels[batch]})
        losses.append(float(sess.run(loss, feed_dict={x: points, y: labels})))
    assert sess.run(accuracy, feed_dict={x: points, y: labels}) > 0.85
