"""v[i].assign writes a slice, scatter_* rows; both give the whole variable."""

v = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], name="v")
with tf.Session() as sess:
    sess.run(v.initializer)
    for op in (v[0].assign([10.0, 20.0]), v[1:, 1].assign([40.0, 60.0]), tf.scatter_update(v, [2, 0], [[7.0, 7.0], [8.0, 8.0]]), tf.scatter_add(v, [0, 0], [[1.0, 1.0], [2.0, 2.0]]),
               tf.scatter_sub(v, 1, [1.0, 1.0]), tf.scatter_nd_update(v, [[0, 1], [2, 0]], [0.0, -1.0]), tf.scatter_mul(v, [1], [[2.0, 2.0]])):
        print(op.shape, op.dtype.name, sess.run(op).tolist())
    print(sess.run(tf.scatter_nd([[1], [3]], [5.0, 6.0], [5])).tolist(), sess.run(tf.tensor_scatter_update([1, 2, 3], [[1]], [9])).tolist())
for bad in (lambda: v.assign([1.0]), lambda: tf.assign(v, 3), lambda: tf.assign(tf.constant(1.0), 2.0), lambda: tf.scatter_update(tf.constant([1.0]), [0], [2.0]),
            lambda: v.assign_add("a"), lambda: tf.assign(v, [[1.0, 2.0]])):
    try:
        print(bad())
    except (ValueError, TypeError, AttributeError) as error:
        print(type(error).__name__ + ":", "" if isinstance(error, AttributeError) else str(error).split(" for '")[0].splitlines()[0][:90].split("object at")[0])
