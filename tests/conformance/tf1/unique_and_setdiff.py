"""unique and unique_with_counts keep the order of first appearance; setdiff1d keeps what is not in the other."""

x = tf.constant([4, 1, 1, 2, 4, 4, 7, 8, 8])
with tf.Session() as sess:
    result = tf.unique(x)
    print(type(result).__name__, result.y, result.idx)
    print([v.tolist() for v in sess.run(result)])
    y, idx, count = tf.unique_with_counts(x)
    print([v.tolist() for v in sess.run([y, idx, count])], count.dtype.name)
    print([v.tolist() for v in sess.run(tf.unique(tf.constant(["b", "a", "b"]), out_idx=tf.int64))])
    diff = tf.setdiff1d(x, [1, 8, 9])
    print(type(diff).__name__, diff.out, [v.tolist() for v in sess.run(diff)])
    print(sess.run(diff.out).tolist(), sess.run(tf.invert_permutation([2, 0, 1])).tolist())
    try:
        sess.run(tf.unique(tf.constant([[1, 2]])))
    except (ValueError, tf.errors.InvalidArgumentError) as error:
        print(type(error).__name__)
