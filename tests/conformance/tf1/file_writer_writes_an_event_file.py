"""A FileWriter makes its folder and one event file, takes summaries, graphs and steps, and can be closed and reopened."""
import os
import tempfile

with tempfile.TemporaryDirectory() as folder:
    logs = os.path.join(folder, "logs", "run1")
    x = tf.Variable(1.0, name="x")
    summary = tf.summary.scalar("x", x)
    with tf.Session() as sess:
        writer = tf.summary.FileWriter(logs, sess.graph)
        print(os.path.isdir(logs), writer.get_logdir() == logs)
        sess.run(tf.global_variables_initializer())
        for step in range(3):
            writer.add_summary(sess.run(summary), step)
            sess.run(x.assign_add(1.0))
        writer.add_summary(sess.run(summary), global_step=3)
        writer.add_graph(tf.get_default_graph())
        writer.flush()
        writer.close()
    files = os.listdir(logs)
    print(len(files), files[0].startswith("events.out.tfevents."), os.path.getsize(os.path.join(logs, files[0])) > 0)
    other = tf.summary.FileWriter(logdir=os.path.join(folder, "second"), graph=tf.get_default_graph())
    other.close()
    print(sorted(os.listdir(folder)))
    with tf.summary.FileWriter(os.path.join(folder, "third")) as third:
        third.add_summary(tf.Summary(value=[tf.Summary.Value(tag="t", simple_value=1.0)]), 1)
    print(sorted(os.listdir(folder)))
