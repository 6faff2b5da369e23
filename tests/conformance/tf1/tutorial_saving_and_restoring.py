"""A page on savers: save while training, restore by name in a new graph, go on, and inspect the file."""
import os
import tempfile

import numpy as np

def build():
    x = tf.placeholder(tf.float32, [None, 1], name="x")
    w = tf.get_variable("w", [1, 1], initializer=tf.constant_initializer(0.0))
    b = tf.get_variable("b", [1], initializer=tf.zeros_initializer())
    y = tf.add(tf.matmul(x, w), b, name="y")
    loss = tf.reduce_mean(tf.square(y - 3.0 * x - 1.0), name="loss")
    step = tf.train.get_or_create_global_step()
    train = tf.train.MomentumOptimizer(0.1, 0.5).minimize(loss, global_step=step, name="train")
    return x, loss, train, step

data = np.array([[0.0], [1.0], [2.0]], np.float32)
with tempfile.TemporaryDirectory() as folder:
    x, loss, train, step = build()
    saver = tf.train.Saver(max_to_keep=2)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for i in range(1, 31):
            sess.run(train, {x: data})
            if i % 10 == 0:
                print(os.path.basename(saver.save(sess, os.path.join(folder, "my-model"), global_step=step)), "%.5f" % sess.run(loss, {x: data}))
    tf.reset_default_graph()
    x, loss, train, step = build()
    saver = tf.train.Saver()
    with tf.Session() as sess:
        saver.restore(sess, tf.train.latest_checkpoint(folder))
        print("restored at step", sess.run(step), "%.5f" % sess.run(loss, {x: data}))
        for _ in range(30):
            sess.run(train, {x: data})
        print("%.3f %.3f" % (sess.run("w:0")[0, 0], sess.run("b:0")[0]))
    print(tf.train.list_variables(tf.train.latest_checkpoint(folder)))
    tf.reset_default_graph()
    with tf.Session() as sess:
        again = tf.train.import_meta_graph(os.path.join(folder, "my-model-30.meta"))
        again.restore(sess, os.path.join(folder, "my-model-30"))
        graph = tf.get_default_graph()
        x = graph.get_tensor_by_name("x:0")
        print(sess.run("y:0", {x: [[10.0]]}).shape, "%.5f" % sess.run("loss:0", {x: data}))
        print([op.name for op in graph.get_operations() if op.name.startswith("train")][-1])
