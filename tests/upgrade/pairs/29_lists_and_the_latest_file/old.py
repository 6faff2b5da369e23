"""Lists that loops fill with variables and symbols, a flag with a default, and the latest of the files that were saved."""

import os

import tensorflow as tf


def main(_):
    os.makedirs("saved")
    x = tf.placeholder(tf.float32, [None, 2])
    doubled = tf.placeholder_with_default(False, [])
    sizes = [2, 3, 2]
    weights = []
    for n in range(2):
        weights.append(tf.Variable(tf.ones([sizes[n], sizes[n + 1]])))
    hidden = x
    for w in weights:
        hidden = tf.matmul(hidden, w)
    parts = []
    for n in range(3):
        parts.append(tf.reduce_sum(hidden) * n)
    loss = tf.cond(doubled, lambda: 2.0 * tf.add_n(parts), lambda: tf.add_n(parts))
    step = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
    saver = tf.train.Saver()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        known = tf.train.get_checkpoint_state("saved")
        if known and known.model_checkpoint_path:
            saver.restore(sess, known.model_checkpoint_path)
        for n in range(2):
            sess.run(step, {x: [[1.0, 2.0]]})
            saver.save(sess, "saved/model", global_step=n)
        print(sess.run(loss, {x: [[1.0, 2.0]], doubled: True}), sess.run(weights))
        saver.restore(sess, tf.train.latest_checkpoint("saved"))
        print(sess.run(parts, {x: [[1.0, 2.0]]}))


if __name__ == "__main__":
    tf.app.run()
