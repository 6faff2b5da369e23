"""Indexing takes ints, slices, steps, newaxis, ellipsis, tensors as bounds, and boolean masks through boolean_mask."""
x = tf.reshape(tf.range(24), [2, 3, 4])
print(x[0, 1], x[-1, -1, -1], x[:, 0, ::2], x[..., 0], x[0, ::-1, 1:3])
print(x[tf.newaxis].shape, x[:, None, 0].shape, x[..., tf.newaxis].shape, x[1:].shape, x[2:].shape, x[:, :, -2:].shape)
n = tf.constant(1)
print(x[n, n, n], x[n:, :n, 0], tf.range(10)[2:-2:3])
print(tf.boolean_mask(tf.range(4), [True, False, True, False]), tf.boolean_mask(x, [True, False]).shape,
      tf.boolean_mask([[1, 2], [3, 4]], [True, False], axis=1))
print(tf.range(4)[tf.range(4) > 1], x[x > 21])
print(tf.slice(x, begin=[0, 1, 2], size=[1, 2, 2]), tf.slice(tf.range(5), [1], [-1]))
print(tf.strided_slice(tf.range(10), [1], [9], [3]))
for label, use in (("float", lambda: x[0.5]), ("list", lambda: tf.range(4)[[0, 1]]), ("text", lambda: x["a"])):
    try:
        print(label, use())
    except Exception as error:
        print(label, type(error).__name__ + ":", str(error).splitlines()[0][:120])
