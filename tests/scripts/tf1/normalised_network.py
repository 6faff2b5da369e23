"""Batch normalisation whose updates are asked for, a saved moving average, and a loss from the collection."""

import numpy as np

random = np.random.RandomState(7)
inputs = (5.0 + 3.0 * random.normal(size=(60, 3))).astype(np.float32)
classes = (inputs[:, 0] * inputs[:, 1] > 25).astype(np.int64)
w1 = (random.normal(size=(3, 8)) / np.sqrt(3)).astype(np.float32)
w2 = (random.normal(size=(8, 2)) / np.sqrt(8)).astype(np.float32)

tf.reset_default_graph()
x = tf.placeholder(tf.float32, [None, 3])
y = tf.placeholder(tf.int64, [None])
training = tf.placeholder_with_default(False, [], name="training")
h = tf.layers.dense(x, 8, kernel_initializer=tf.constant_initializer(w1), use_bias=False)
h = tf.nn.relu(tf.layers.batch_normalization(h, training=training, momentum=0.8))
logits = tf.layers.dense(h, 2, kernel_initializer=tf.constant_initializer(w2))
tf.losses.sparse_softmax_cross_entropy(labels=y, logits=logits)
loss = tf.losses.get_total_loss()
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    train = tf.train.AdamOptimizer(0.02).minimize(loss, global_step=tf.train.get_or_create_global_step())

losses = []
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(100):
        sess.run(train, {x: inputs, y: classes, training: True})
        losses.append(float(sess.run(loss, {x: inputs, y: classes})))
    assert sess.run(tf.train.get_global_step()) == 100
