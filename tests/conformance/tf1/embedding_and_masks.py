"""sequence_mask, bincount, confusion_matrix and range-made indices: the small helpers of word models."""

with tf.Session() as sess:
    print(sess.run(tf.sequence_mask([1, 3, 0], 3)).tolist(), sess.run(tf.sequence_mask([1, 2], dtype=tf.float32)).tolist())
    print(sess.run(tf.confusion_matrix([0, 1, 1], [0, 1, 0])).tolist(), sess.run(tf.bincount([1, 1, 3])).tolist())
    print(sess.run(tf.meshgrid([1, 2], [3, 4, 5]))[0].tolist(), [t.shape for t in tf.meshgrid(tf.range(2), tf.range(3), indexing="ij")])
    rows = tf.stack([tf.range(3), tf.constant([2, 0, 1])], axis=1)
    print(sess.run(tf.gather_nd(tf.reshape(tf.range(9), [3, 3]), rows)).tolist(), sess.run(tf.sort([3, 1, 2])).tolist(), sess.run(tf.argsort([3, 1, 2], direction="DESCENDING")).tolist())
    print(sess.run(tf.searchsorted([1.0, 3.0, 5.0], [0.0, 3.0, 6.0])).tolist(), sess.run(tf.repeat([1, 2], 2)).tolist(), sess.run(tf.histogram_fixed_width([0.1, 0.9, 0.5], [0.0, 1.0], 2)).tolist())
