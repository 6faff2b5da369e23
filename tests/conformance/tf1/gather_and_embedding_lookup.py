"""gather picks rows by index, gather_nd elements, embedding_lookup rows of a table; a gather of a variable has IndexedSlices.

An index outside is InvalidArgumentError."""

table = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], name="table")
x = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
with tf.Session() as sess:
    sess.run(table.initializer)
    for z in (tf.gather(x, [2, 0, 2]), tf.gather(x, 1), tf.gather(x, [[0], [1]]), tf.gather(x, [1, 0], axis=1),
              tf.gather_nd(x, [[0, 1], [2, 0]]), tf.gather_nd(x, [[1]]), tf.nn.embedding_lookup(table, [1, 1, 0]),
              tf.nn.embedding_lookup(table, [[0], [2]]), tf.nn.embedding_lookup(params=x, ids=2), tf.batch_gather(x, [[0], [1], [1]])):
        print(z.shape, sess.run(z).tolist())
    g = tf.gradients(tf.gather(table, [2, 0, 2]), table)[0]
    print(type(g).__name__, g.values.shape, g.indices.dtype.name, sess.run(tf.convert_to_tensor(g)).tolist())
    value = sess.run(g)
    print(type(value).__name__, value.values.tolist(), value.indices.tolist(), value.dense_shape.tolist())
    print(sess.run(tf.convert_to_tensor(tf.gradients(tf.gather(x, [1, 0], axis=1)[:, 0], x)[0])).tolist(),
          sess.run(tf.gradients(tf.gather_nd(x, [[0, 1], [0, 1]]), x)[0]).tolist())
    train = tf.train.GradientDescentOptimizer(0.5).minimize(tf.reduce_sum(tf.nn.embedding_lookup(table, [1, 1])))
    sess.run(train)
    print(sess.run(table).tolist())
    for bad in (tf.gather(x, [3]), tf.gather_nd(x, [[0, 5]])):
        try:
            sess.run(bad)
        except tf.errors.InvalidArgumentError as error:
            print(type(error).__name__, "indices[0] = 3 is not in [0, 3)" in str(error), "does not index into param" in str(error))
