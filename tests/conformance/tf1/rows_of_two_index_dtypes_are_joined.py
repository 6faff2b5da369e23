"""Rows that were looked up by int32 and by int64 indices have one gradient, and its indices are int64."""
import numpy as np

w = tf.Variable(np.arange(8.0).reshape(4, 2), name="w", dtype=tf.float32)
centers, sampled = tf.placeholder(tf.int32, [2], "centers"), tf.constant([1, 3], tf.int64)
by_int32, by_int64 = tf.nn.embedding_lookup(w, centers), tf.gather(w, sampled)
loss = tf.reduce_sum(by_int32 * 2) + tf.reduce_sum(by_int64 * 3) + tf.reduce_sum(tf.gather(w, [2]))
(rows,) = tf.gradients(loss, w)
print(rows)
print([(op.name, op.inputs[0].name) for op in tf.get_default_graph().get_operations() if op.type == "Cast"])
(alike,) = tf.gradients(tf.reduce_sum(by_int32) + tf.reduce_sum(tf.gather(w, [2])), w)
print(alike.indices)
steps = [
    tf.train.GradientDescentOptimizer(0.125).minimize(loss), tf.train.AdagradOptimizer(0.5).minimize(loss),
    tf.train.AdamOptimizer(0.1).minimize(loss), tf.train.MomentumOptimizer(0.25, 0.5).minimize(loss),
]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    found = sess.run(rows, {centers: [0, 1]})
    print(found.indices.tolist(), found.indices.dtype, found.values.tolist())
    for step in steps:
        sess.run(step, {centers: [0, 1]})
        print(np.round(sess.run(w).astype(float), 4).tolist())
