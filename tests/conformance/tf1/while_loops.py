"""while_loop carries any structure, keeps shapes unless told by shape_invariants, and can be nested."""

with tf.Session() as sess:
    i = tf.while_loop(lambda i: tf.less(i, 10), lambda i: tf.add(i, 3), [tf.constant(0)])
    print(i.dtype.name, i.shape, sess.run(i))
    a, b = tf.while_loop(lambda a, b: a < 50, lambda a, b: (b, a + b), (tf.constant(0), tf.constant(1)))
    print(a.shape, sess.run([a, b]))
    grown = tf.while_loop(lambda i, m: i < 3, lambda i, m: [i + 1, tf.concat([m, m], 0)], [tf.constant(0), tf.ones([1, 2])],
                          shape_invariants=[tf.TensorShape([]), tf.TensorShape([None, 2])])[1]
    print(grown.shape, sess.run(grown).shape)
    d = tf.while_loop(lambda d: d["i"] < 3, lambda d: [{"i": d["i"] + 1, "s": d["s"] + 0.5}], [{"i": tf.constant(0), "s": tf.constant(0.0)}])
    d = sess.run(d)
    print(type(d).__name__, sorted((k, float(v)) for k, v in (d[0] if isinstance(d, list) else d).items()))
    outer = tf.while_loop(lambda i, t: i < 3, lambda i, t: (i + 1, t + tf.while_loop(lambda j: j < i * 2, lambda j: j + 1, [0])), [0, 0])
    print([int(v) for v in sess.run(outer)])
    print(sess.run(tf.while_loop(lambda i: i < 100, lambda i: i + 1, [0], maximum_iterations=7)))
    n = tf.placeholder(tf.int32, [])
    total = tf.while_loop(lambda i, t: i < n, lambda i, t: (i + 1, t * 2.0), [0, 1.0], parallel_iterations=1, back_prop=False)[1]
    print(sess.run(total, {n: 10}), sess.run(total, {n: 0}))
for bad in (lambda: tf.while_loop(lambda i, m: i < 3, lambda i, m: [i + 1, tf.concat([m, m], 0)], [tf.constant(0), tf.ones([1, 2])]),
            lambda: tf.while_loop(lambda i: i < 3, lambda i: (i, i), [0]), lambda: tf.while_loop(1, 2, [0]),
            lambda: tf.while_loop(lambda: True, lambda: 1, [])):
    try:
        bad()
        print("accepted")
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", str(error).splitlines()[0][:70].split("'")[0])
