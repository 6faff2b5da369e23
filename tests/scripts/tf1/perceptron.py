"""A network 8-16-1 with tanh and Adam, batches of 32, weights from NumPy."""

import numpy as np

random = np.random.RandomState(3)
inputs = random.normal(size=(320, 8)).astype(np.float32)
targets = np.sin(inputs.sum(axis=1, keepdims=True)).astype(np.float32)
initial = {
    "w1": (random.normal(size=(8, 16)) / np.sqrt(8)).astype(np.float32),
    "w2": (random.normal(size=(16, 1)) / np.sqrt(16)).astype(np.float32),
}

tf.reset_default_graph()
x = tf.placeholder(tf.float32, shape=[None, 8], name="x")
t = tf.placeholder(tf.float32, shape=[None, 1], name="t")
with tf.name_scope("hidden"):
    w1 = tf.Variable(initial["w1"], name="w")
    b1 = tf.Variable(tf.zeros([16]), name="b")
    hidden = tf.nn.tanh(tf.matmul(x, w1) + b1)
with tf.name_scope("output"):
    w2 = tf.Variable(initial["w2"], name="w")
    b2 = tf.Variable(tf.zeros([1]), name="b")
    output = tf.matmul(hidden, w2) + b2
loss = tf.reduce_mean((output - t) ** 2) + 1e-3 * (tf.nn.l2_loss(w1) + tf.nn.l2_loss(w2))
train = tf.train.AdamOptimizer(0.01).minimize(loss)

losses = []
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(100):
        rows = slice(step % 10 * 32, step % 10 * 32 + 32)
        feed = {x: inputs[rows], t: targets[rows]}
        losses.append(float(sess.run(loss, feed_dict=feed)))
        sess.run(train, feed_dict=feed)
