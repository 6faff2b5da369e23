"""Optimizers update only the looked-up rows; momentum and Adam differ in what they do to the other rows."""
import numpy as np

for make in (lambda: tf.train.GradientDescentOptimizer(0.1), lambda: tf.train.MomentumOptimizer(0.1, 0.9), lambda: tf.train.AdamOptimizer(0.1),
             lambda: tf.train.AdagradOptimizer(0.1), lambda: tf.train.RMSPropOptimizer(0.1)):
    with tf.Graph().as_default(), tf.Session() as sess:
        ids = tf.placeholder(tf.int32, [None])
        table = tf.Variable(np.ones([4, 1], np.float32), name="table")
        train = make().minimize(tf.reduce_sum(tf.nn.embedding_lookup(table, ids) ** 2))
        sess.run(tf.global_variables_initializer())
        for rows in ([0, 0, 1], [1, 2], [2]):
            sess.run(train, {ids: rows})
        print(train.name, np.round(np.float64(sess.run(table)).ravel(), 4).tolist())
