"""Indexing with numbers, slices, newaxis and ellipsis makes one strided_slice operation, with a gradient."""

x = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]], name="x")
v = tf.Variable([10.0, 20.0, 30.0, 40.0], name="v")
i = tf.constant(1)
cases = [x[0], x[-1], x[0, 1], x[:, 1], x[1:], x[:-1, ::2], x[::-1], x[..., 0], x[tf.newaxis].__getitem__(0), x[:, tf.newaxis, 0],
         x[i], x[i:, i], x[0:0], v[1], v[1:3], v[-1], tf.slice(x, [1, 0], [2, 2]), tf.slice(x, [1, 1], [-1, 1]),
         tf.strided_slice(x, [0, 0], [3, 3], [2, 2]), tf.strided_slice(x, begin=[0], end=[2]), x[2:0:-1, 1]]
with tf.Session() as sess:
    sess.run(v.initializer)
    for z in cases:
        print(z.name, z.op.type, z.shape, sess.run(z).tolist())
    print(sess.run(tf.gradients(x[::2, 1:] * 2.0, x)[0]).tolist(), sess.run(tf.gradients(tf.slice(x, [1, 0], [2, 2]), x)[0]).tolist())
    p = tf.placeholder(tf.float32, [None, 3])
    print(p[0].shape, p[1:].shape, p[:, 0].shape, p[:2].shape, p[:, :2].shape, p[i].shape)
    print(sess.run(tf.gradients(v[1:3], v)[0]).tolist())
    try:
        sess.run(p[5], {p: [[1, 2, 3]]})
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__, "slice index 5 of dimension 0 out of bounds" in str(error))
for bad in (lambda: x[5], lambda: x[0, 0, 0], lambda: x["a"], lambda: x[1.5], lambda: tf.constant(1.0)[0]):
    try:
        bad()
    except (ValueError, TypeError, IndexError) as error:
        print(type(error).__name__ + ":", str(error).split(" for '")[0].splitlines()[0][:75])
