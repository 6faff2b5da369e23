"""A tutorial page on small algorithms prints, cell by cell, what TensorFlow prints."""

# A book: spikes, averages, k-means, a hidden Markov model, a self-organising map.
import os
import tempfile

import numpy as np

os.chdir(tempfile.mkdtemp())

m1 = [[1.0, 2.0], [3.0, 4.0]]
m2 = np.array([[1.0, 2.0], [3.0, 4.0]], dtype=np.float32)
m3 = tf.constant([[1.0, 2.0], [3.0, 4.0]])
print(type(m1))
print(type(m2))
print(isinstance(m3, tf.Tensor))
t1 = tf.convert_to_tensor(m1, dtype=tf.float32)
t2 = tf.convert_to_tensor(m2, dtype=tf.float32)
t3 = tf.convert_to_tensor(m3, dtype=tf.float32)
print(t1, t2, t3)

m1 = tf.constant([[1.0, 2.0]])
m2 = tf.constant([[1], [2]])
m3 = tf.constant([[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]])
print(m1)
print(m2)
print(m3)
print(repr(m3))

x = tf.constant([[1, 2]])
neg_x = tf.negative(x)
print(neg_x)
with tf.Session() as sess:
    result = sess.run(neg_x)
print(result)

sess = tf.InteractiveSession()
raw_data = [1.0, 2.0, 8.0, -1.0, 0.0, 5.5, 6.0, 13]
spike = tf.Variable(False)
spike.initializer.run()
for i in range(1, len(raw_data)):
    if raw_data[i] - raw_data[i - 1] > 5:
        updater = tf.assign(spike, True)
        updater.eval()
    else:
        tf.assign(spike, False).eval()
    print("Spike", spike.eval())
sess.close()

raw_data = np.random.RandomState(1).normal(10, 1, 10)
alpha = tf.constant(0.05)
curr_value = tf.placeholder(tf.float32)
prev_avg = tf.Variable(0.0)
update_avg = alpha * curr_value + (1 - alpha) * prev_avg
avg_hist = tf.summary.scalar("running_average", update_avg)
value_hist = tf.summary.scalar("incoming_values", curr_value)
merged = tf.summary.merge_all()
writer = tf.summary.FileWriter("./logs")
init = tf.global_variables_initializer()
with tf.Session() as sess:
    sess.run(init)
    writer.add_graph(sess.graph)
    for i in range(len(raw_data)):
        summary_str, curr_avg = sess.run([merged, update_avg], feed_dict={curr_value: raw_data[i]})
        sess.run(tf.assign(prev_avg, curr_avg))
        print(raw_data[i], curr_avg)
        writer.add_summary(summary_str, i)


class HMM(object):
    def __init__(self, initial_prob, trans_prob, obs_prob):
        self.N = np.size(initial_prob)
        self.initial_prob = initial_prob
        self.trans_prob = trans_prob
        self.emission = tf.constant(obs_prob)
        self.obs_idx = tf.placeholder(tf.int32)
        self.fwd = tf.placeholder(tf.float64)

    def get_emission(self, obs_idx):
        slice_location = [0, obs_idx]
        num_rows = tf.shape(self.emission)[0]
        slice_shape = [num_rows, 1]
        return tf.slice(self.emission, slice_location, slice_shape)

    def forward_init_op(self):
        obs_prob = self.get_emission(self.obs_idx)
        fwd = tf.multiply(self.initial_prob, obs_prob)
        return fwd

    def forward_op(self):
        transitions = tf.matmul(self.fwd, tf.transpose(self.get_emission(self.obs_idx)))
        weighted_transitions = transitions * self.trans_prob
        fwd = tf.reduce_sum(weighted_transitions, 0)
        return tf.reshape(fwd, tf.shape(self.fwd))


def forward_algorithm(sess, hmm, observations):
    fwd = sess.run(hmm.forward_init_op(), feed_dict={hmm.obs_idx: observations[0]})
    for t in range(1, len(observations)):
        fwd = sess.run(hmm.forward_op(), feed_dict={hmm.obs_idx: observations[t], hmm.fwd: fwd})
    return sess.run(tf.reduce_sum(fwd))


h = HMM(np.array([[0.6], [0.4]]), np.array([[0.7, 0.3], [0.4, 0.6]]), np.array([[0.5, 0.4, 0.1], [0.1, 0.3, 0.6]]))
with tf.Session() as sess:
    print("Probability of observing {} is {}".format([0, 1, 1, 2, 1], forward_algorithm(sess, h, [0, 1, 1, 2, 1])))

n = 4
with tf.name_scope("input"):
    x1 = tf.placeholder(tf.float32, [None, n], name="x1")
    x2 = tf.placeholder(tf.float32, [None, n], name="x2")
    dropout_keep_prob = tf.placeholder(tf.float32, name="dropout_prob")
with tf.name_scope("hidden_layer"):
    with tf.name_scope("weights"):
        w1 = tf.Variable(tf.random_normal([n, 3], seed=1), name="w1")
        tf.summary.histogram("w1", w1)
    with tf.name_scope("output"):
        h1 = tf.nn.dropout(tf.nn.relu(tf.matmul(x1, w1)), keep_prob=dropout_keep_prob)
        tf.summary.histogram("h1", h1)
        h2 = tf.nn.dropout(tf.nn.relu(tf.matmul(x2, w1)), keep_prob=dropout_keep_prob)
with tf.name_scope("loss"):
    s1 = tf.reduce_sum(h1, 1, keep_dims=True)
    s2 = tf.reduce_sum(h2, 1, keep_dims=True)
    s12 = s1 - s2
    s12_flat = tf.reshape(s12, [-1])
    pred = tf.sigmoid(s12)
    lable_p = tf.sigmoid(-tf.ones_like(s12))
    cross_entropy = tf.nn.softmax_cross_entropy_with_logits(labels=tf.zeros_like(s12_flat), logits=s12_flat + 1)
    loss = tf.reduce_mean(cross_entropy)
    tf.summary.scalar("loss", loss)
print(h1, s12, pred, lable_p, cross_entropy, loss)
