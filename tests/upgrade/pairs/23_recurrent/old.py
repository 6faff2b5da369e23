"""Two recurrent networks, one that remembers and one that does not, with an accuracy that the graph keeps."""
import numpy as np
import tensorflow as tf

units = 4
random = np.random.RandomState(0)
points = random.uniform(-1, 1, size=(6, 5, 2)).astype(np.float32)
labels = (points.sum((1, 2)) > 0).astype(np.int32)

xs = tf.placeholder(tf.float32, [None, 5, 2])
ys = tf.placeholder(tf.int32, [None])
cell = tf.nn.rnn_cell.LSTMCell(units)
outputs, (remembered, last) = tf.nn.dynamic_rnn(cell, xs, initial_state=cell.zero_state(6, tf.float32))
simple = tf.nn.rnn_cell.BasicRNNCell(num_units=3)
with tf.variable_scope("simple"):
    others, _ = tf.nn.dynamic_rnn(simple, xs, initial_state=None, dtype=tf.float32, time_major=False)
logits = tf.layers.dense(tf.concat([outputs[:, -1, :], others[:, -1]], 1), 2)
loss = tf.losses.sparse_softmax_cross_entropy(labels=ys, logits=logits)
train = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
so_far = tf.metrics.accuracy(labels=ys, predictions=tf.argmax(logits, axis=1))[1]

sess = tf.Session()
sess.run(tf.group(tf.global_variables_initializer(), tf.local_variables_initializer()))
for turn in range(8):
    sess.run(train, {xs: points, ys: labels})
    print("so far %.3f" % sess.run(so_far, {xs: points, ys: labels}))
print(sess.run([remembered, last], {xs: points}))
