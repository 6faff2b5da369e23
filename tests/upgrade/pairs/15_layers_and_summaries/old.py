"""Layers whose variables nobody holds, a rate that decays, and summaries of what is trained."""
import numpy as np
import tensorflow as tf

points = np.linspace(-1, 1, 20)[:, np.newaxis].astype(np.float32)
x = tf.placeholder(tf.float32, [None, 1])
y = tf.placeholder(tf.float32, [None, 1])
hidden = tf.layers.dense(x, 5, tf.nn.relu, name="hidden")
out = tf.layers.dense(hidden, 1)
loss = tf.losses.mean_squared_error(y, out)

step = tf.Variable(0, trainable=False, name="step")
rate = tf.train.exponential_decay(0.5, step, 5, 0.9, staircase=True)
train = tf.train.GradientDescentOptimizer(rate).minimize(loss, global_step=step)

tf.summary.scalar("loss", loss)
tf.summary.histogram("out", out)
merged = tf.summary.merge_all()

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    writer = tf.summary.FileWriter("logs", sess.graph)
    for turn in range(20):
        _, value, packed = sess.run([train, loss, merged], {x: points, y: points ** 2})
        writer.add_summary(packed, turn)
    writer.close()
    print("trained:", sess.run(step), value < 0.5)
