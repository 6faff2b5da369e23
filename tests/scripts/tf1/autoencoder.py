"""An autoencoder 12-6-2-6-12 with tied scopes, RMSProp and a saver in the middle of training."""

import os
import tempfile

import numpy as np

random = np.random.RandomState(4)
codes = random.uniform(size=(64, 2))
data = (1.0 / (1.0 + np.exp(-(codes @ random.normal(size=(2, 12)) * 3.0)))).astype(np.float32)
sizes = [12, 6, 2, 6, 12]
starts = [(random.normal(size=pair) / np.sqrt(pair[0])).astype(np.float32) for pair in zip(sizes, sizes[1:])]


def layer(x, index, activation):
    with tf.variable_scope(f"layer{index}"):
        kernel = tf.get_variable("kernel", initializer=tf.constant(starts[index]))
        bias = tf.get_variable("bias", [sizes[index + 1]], initializer=tf.constant_initializer(0.0))
        return activation(tf.nn.bias_add(tf.matmul(x, kernel), bias))


tf.reset_default_graph()
x = tf.placeholder("float", [None, 12])
with tf.variable_scope("encoder"):
    code = layer(layer(x, 0, tf.nn.sigmoid), 1, tf.identity)
with tf.variable_scope("decoder"):
    decoded = layer(layer(code, 2, tf.nn.relu), 3, tf.nn.sigmoid)
cost = tf.reduce_mean(tf.pow(x - decoded, 2))
optimizer = tf.train.RMSPropOptimizer(0.01).minimize(cost)
saver = tf.train.Saver()

losses = []
with tempfile.TemporaryDirectory() as folder:
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(50):
            losses.append(float(sess.run([optimizer, cost], {x: data})[1]))
        path = saver.save(sess, os.path.join(folder, "model"), global_step=50)
    with tf.Session() as sess:
        saver.restore(sess, path)
        for _ in range(50):
            losses.append(float(sess.run([optimizer, cost], {x: data})[1]))
