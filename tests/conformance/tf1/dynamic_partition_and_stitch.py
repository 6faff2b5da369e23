"""dynamic_partition splits rows by number and dynamic_stitch puts rows back at indices."""

x = tf.constant([10.0, 20.0, 30.0, 40.0, 50.0])
parts = tf.dynamic_partition(x, [0, 2, 0, 1, 2], 3)
print(type(parts).__name__, [p.shape for p in parts], parts[0].name)
where = tf.dynamic_partition(tf.range(5), [0, 2, 0, 1, 2], 3)
back = tf.dynamic_stitch(where, parts)
print(back.name, back.dtype.name)
with tf.Session() as sess:
    print([p.tolist() for p in sess.run(parts)], [p.tolist() for p in sess.run(where)])
    print(sess.run(back).tolist(), sess.run(tf.gradients(parts[2] * 3.0, x)[0]).tolist())
    print(sess.run(tf.gradients(back * [1.0, 2.0, 3.0, 4.0, 5.0], x)[0]).tolist())
    print(sess.run(tf.dynamic_stitch([[0, 1], [1, 2]], [[[1, 1], [2, 2]], [[3, 3], [4, 4]]])).tolist())
    print([p.tolist() for p in sess.run(tf.dynamic_partition([[1, 2], [3, 4]], [[0, 1], [1, 0]], 2))])
    try:
        sess.run(tf.dynamic_partition(x, [0, 2, 0, 1, 5], 3))
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__, "is not in [0, 3)" in str(error))
