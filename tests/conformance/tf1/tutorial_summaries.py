"""A page on TensorBoard: scalars, histograms, merge_all and a FileWriter beside the training loop."""
import os
import tempfile

def variable_summaries(var):
    with tf.name_scope("summaries"):
        mean = tf.reduce_mean(var)
        tf.summary.scalar("mean", mean)
        with tf.name_scope("stddev"):
            stddev = tf.sqrt(tf.reduce_mean(tf.square(var - mean)))
        tf.summary.scalar("stddev", stddev)
        tf.summary.scalar("max", tf.reduce_max(var))
        tf.summary.histogram("histogram", var)

with tempfile.TemporaryDirectory() as folder:
    with tf.name_scope("layer1"):
        with tf.name_scope("weights"):
            weights = tf.Variable([[0.5, -0.5], [1.0, 2.0]])
            variable_summaries(weights)
    with tf.name_scope("cost"):
        cost = tf.reduce_sum(weights * weights)
    tf.summary.scalar("cost", cost)
    train = tf.train.AdamOptimizer(0.1).minimize(cost)
    merged = tf.summary.merge_all()
    print([t.name for t in tf.get_collection(tf.GraphKeys.SUMMARIES)], merged)
    with tf.Session() as sess:
        writer = tf.summary.FileWriter(os.path.join(folder, "train"), sess.graph)
        sess.run(tf.global_variables_initializer())
        for i in range(5):
            summary = sess.run(merged)
            sess.run(train)
            writer.add_summary(summary, i)
        writer.close()
        parsed = tf.Summary()
        parsed.ParseFromString(summary)
        print([v.tag for v in parsed.value])
        print(["%.4f" % v.simple_value for v in parsed.value if v.HasField("simple_value")], sess.run(cost).dtype)
    print(len(os.listdir(os.path.join(folder, "train"))))
