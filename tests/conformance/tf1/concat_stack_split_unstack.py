"""concat joins along an axis, stack makes one, split and unstack undo them; each has a gradient."""

a, b = tf.constant([[1.0, 2.0]], name="a"), tf.constant([[3.0, 4.0]], name="b")
with tf.Session() as sess:
    for z in (tf.concat([a, b], 0), tf.concat([a, b], axis=1), tf.concat(values=[a, b], axis=-1), tf.stack([a, b]),
              tf.stack([a, b], axis=1), tf.stack([a, b], axis=-1), tf.concat([a, b], 0, name="joined")):
        print(z.name, z.op.type, z.shape, sess.run(z).tolist())
    grads = tf.gradients(tf.concat([a, b], 1) * [[1.0, 2.0, 3.0, 4.0]], [a, b])
    print([g.tolist() for g in sess.run(grads)], [g.tolist() for g in sess.run(tf.gradients(tf.stack([a, b])[1] * 5.0, [a, b]))])
    x = tf.constant([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]])
    parts = tf.split(x, 2, axis=1)
    print(type(parts).__name__, [p.name for p in parts], [p.shape for p in parts], [p.tolist() for p in sess.run(parts)])
    print([p.tolist() for p in sess.run(tf.split(x, [1, 3], 1))], [p.shape for p in tf.split(x, [1, -1], 1)],
          [p.shape for p in tf.split(value=x, num_or_size_splits=2)])
    rows = tf.unstack(x)
    print(type(rows).__name__, [r.name for r in rows], [r.tolist() for r in sess.run(rows)], len(tf.unstack(x, axis=1)), len(tf.unstack(x, num=2)))
    print(sess.run(tf.gradients(parts[1] * 2.0, x)[0]).tolist(), sess.run(tf.gradients(rows[0], x)[0]).tolist())
    print(tf.concat([tf.placeholder(tf.float32, [None, 2]), a], 0).shape, tf.concat([tf.placeholder(tf.float32, [None, 2])] * 2, 1).shape,
          sess.run(tf.parallel_stack([a, b])).tolist(), tf.stack([1, 2, tf.constant(3)]))
for bad in (lambda: tf.concat([a, tf.constant([[1.0]])], 0), lambda: tf.stack([a, tf.constant([1.0])]), lambda: tf.split(x, 3, 1),
            lambda: tf.unstack(tf.placeholder(tf.float32, [None, 2])), lambda: tf.concat(0, [a, b]), lambda: tf.concat([a, b], 2)):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", str(error).split(" for '")[0].splitlines()[0])
