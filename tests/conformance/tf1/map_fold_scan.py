"""map_fn, foldl, foldr and scan apply a function along the first axis."""

x = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
with tf.Session() as sess:
    for z in (tf.map_fn(lambda r: tf.reduce_sum(r), x), tf.map_fn(lambda r: r * 2.0, x), tf.map_fn(lambda i: tf.cast(i, tf.float32) / 2.0, tf.range(3), dtype=tf.float32),
              tf.foldl(lambda a, r: a + r, x), tf.foldl(lambda a, r: a - r, tf.constant([1, 2, 3]), initializer=10), tf.foldr(lambda a, r: a - r, tf.constant([1, 2, 3])),
              tf.scan(lambda a, r: a + r, tf.range(5)), tf.scan(lambda a, r: a * r, tf.constant([1.0, 2.0, 3.0]), initializer=2.0)):
        print(z.dtype.name, z.shape, sess.run(z).tolist())
    pair = tf.map_fn(lambda p: (p[0] + p[1], p[0] * p[1]), (tf.constant([1, 2]), tf.constant([3, 4])))
    print([v.tolist() for v in sess.run(pair)])
