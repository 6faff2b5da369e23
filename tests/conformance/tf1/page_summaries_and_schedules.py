"""A tutorial page on summaries and schedules prints, cell by cell, what TensorFlow prints."""

# A page on summaries, losses, averages and schedules.
import os
import tempfile

import numpy as np

os.chdir(tempfile.mkdtemp())

x_scalar = tf.get_variable("x_scalar", shape=[], initializer=tf.truncated_normal_initializer(mean=0, stddev=1, seed=1))
first_summary = tf.summary.scalar(name="My_first_scalar_summary", tensor=x_scalar)
print(first_summary)
init = tf.global_variables_initializer()
with tf.Session() as sess:
    writer = tf.summary.FileWriter("./graphs", sess.graph)
    for step in range(3):
        sess.run(init)
        summary = sess.run(first_summary)
        writer.add_summary(summary, step)
    print("Done with writing the scalar summary", type(summary), len(summary))
    writer.close()

x_matrix = tf.get_variable(
    "x_matrix", shape=[30, 40], initializer=tf.truncated_normal_initializer(mean=0, stddev=1, seed=1)
)
scalar_summary = tf.summary.scalar("My_scalar_summary", x_scalar)
histogram_summary = tf.summary.histogram("My_histogram_summary", x_matrix)
merged = tf.summary.merge_all()
print(merged, histogram_summary, tf.summary.merge([scalar_summary, histogram_summary], name="mm"))
s = tf.Summary()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    s.ParseFromString(sess.run(merged))
    print(
        [v.tag for v in s.value],
        s.value[0].simple_value == s.value[1].simple_value,
        s.value[2].histo.num,
        s.value[2].histo.min,
    )

summary = tf.Summary(value=[tf.Summary.Value(tag="loss", simple_value=1.5)])
print(summary)
w = tf.summary.FileWriter("./l2")
w.add_summary(summary, 1)
w.add_graph(tf.get_default_graph())
w.flush()
w.close()
print(w.get_logdir())

for e in tf.train.summary_iterator(__import__("glob").glob("./l2/*")[0]):
    print(e.step, [v.tag for v in e.summary.value], e.HasField("graph_def"), e.file_version)


def variable_summaries(var):
    with tf.name_scope("summaries"):
        mean = tf.reduce_mean(var)
        tf.summary.scalar("mean", mean)
        with tf.name_scope("stddev"):
            stddev = tf.sqrt(tf.reduce_mean(tf.square(var - mean)))
        tf.summary.scalar("stddev", stddev)
        tf.summary.scalar("max", tf.reduce_max(var))
        tf.summary.histogram("histogram", var)


def nn_layer(input_tensor, input_dim, output_dim, layer_name, act=tf.nn.relu):
    with tf.name_scope(layer_name):
        with tf.name_scope("weights"):
            weights = tf.Variable(tf.truncated_normal([input_dim, output_dim], stddev=0.1))
            variable_summaries(weights)
        with tf.name_scope("biases"):
            biases = tf.Variable(tf.constant(0.1, shape=[output_dim]))
            variable_summaries(biases)
        with tf.name_scope("Wx_plus_b"):
            preactivate = tf.matmul(input_tensor, weights) + biases
            tf.summary.histogram("pre_activations", preactivate)
        activations = act(preactivate, name="activation")
        tf.summary.histogram("activations", activations)
        return activations


tf.reset_default_graph()
with tf.name_scope("input"):
    x = tf.placeholder(tf.float32, [None, 8], name="x-input")
    y_ = tf.placeholder(tf.int64, [None], name="y-input")
with tf.name_scope("input_reshape"):
    tf.summary.image("input", tf.reshape(x, [-1, 2, 4, 1]), 10)
hidden1 = nn_layer(x, 8, 6, "layer1")
with tf.name_scope("dropout"):
    keep_prob = tf.placeholder(tf.float32)
    tf.summary.scalar("dropout_keep_probability", keep_prob)
    dropped = tf.nn.dropout(hidden1, keep_prob)
y = nn_layer(dropped, 6, 3, "layer2", act=tf.identity)
with tf.name_scope("cross_entropy"):
    with tf.name_scope("total"):
        cross_entropy = tf.losses.sparse_softmax_cross_entropy(labels=y_, logits=y)
tf.summary.scalar("cross_entropy", cross_entropy)
with tf.name_scope("train"):
    train_step = tf.train.AdamOptimizer(0.01).minimize(cross_entropy)
with tf.name_scope("accuracy"):
    with tf.name_scope("correct_prediction"):
        correct_prediction = tf.equal(tf.argmax(y, 1), y_)
    with tf.name_scope("accuracy"):
        accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
tf.summary.scalar("accuracy", accuracy)
merged = tf.summary.merge_all()
for s in tf.get_collection(tf.GraphKeys.SUMMARIES):
    print(s)
print(hidden1, dropped, y, cross_entropy, train_step.name, correct_prediction, accuracy, merged)
sess = tf.InteractiveSession()
tf.global_variables_initializer().run()
train_writer = tf.summary.FileWriter("./train", sess.graph)
summary, acc, _ = sess.run(
    [merged, accuracy, train_step], feed_dict={x: np.ones([3, 8]), y_: [0, 1, 2], keep_prob: 1.0}
)
s = tf.Summary.FromString(summary) if hasattr(tf.Summary, "FromString") else None
print([v.tag for v in s.value])
run_metadata = tf.RunMetadata()
train_writer.add_run_metadata(run_metadata, "step%03d" % 1)
train_writer.add_summary(summary, 1)
train_writer.close()
sess.close()
