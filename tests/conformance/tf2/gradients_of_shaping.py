"""The gradients of shape functions put each piece back where it came from; gather and slices of a variable give IndexedSlices or tensors."""
x = tf.reshape(tf.range(6.0), [2, 3])
w = tf.reshape(tf.range(1.0, 13.0), [12])


def weighed(t):
    t = tf.reshape(t, [-1])
    return tf.reduce_sum(t * w[:tf.size(t)])


for label, f in (("reshape", lambda t: tf.reshape(t, [3, 2])), ("transpose", tf.transpose), ("slice", lambda t: t[:, 1:]), ("step", lambda t: t[::-1, ::2]),
                 ("concat", lambda t: tf.concat([t, t], 1)), ("stack", lambda t: tf.stack([t, t])), ("split", lambda t: tf.split(t, 3, axis=1)[1]),
                 ("unstack", lambda t: tf.unstack(t)[1]), ("tile", lambda t: tf.tile(t, [2, 1])), ("pad", lambda t: tf.pad(t, [[0, 0], [1, 0]])), ("expand", lambda t: tf.expand_dims(t, 0)),
                 ("squeeze", lambda t: tf.squeeze(t[None])), ("reverse", lambda t: tf.reverse(t, [1])), ("roll", lambda t: tf.roll(t, 1, 1)), ("broadcast", lambda t: tf.broadcast_to(t[:1], [4, 3])),
                 ("gather", lambda t: tf.gather(t, [0, 0, 1])), ("gather axis", lambda t: tf.gather(t, [2, 2], axis=1)), ("gather_nd", lambda t: tf.gather_nd(t, [[0, 0], [1, 2], [0, 0]])),
                 ("mask", lambda t: tf.boolean_mask(t, t > 2.0)), ("where", lambda t: tf.where(t > 2.0, t, 0.0)), ("tf.slice", lambda t: tf.slice(t, [0, 1], [2, 1])),
                 ("scatter_nd", lambda t: tf.scatter_nd([[0], [2]], t, [4, 3])), ("update", lambda t: tf.tensor_scatter_nd_update(t, [[0]], t[1:])), ("cast", lambda t: tf.cast(t, tf.float64)),
                 ("identity", tf.identity), ("repeat", lambda t: tf.repeat(t, 2, axis=0)), ("meshgrid", lambda t: tf.meshgrid(t[0], t[1])[0])):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = weighed(tf.cast(f(x), tf.float32))
    g = tape.gradient(y, x)
    print(label, type(g).__name__ if isinstance(g, tf.IndexedSlices) else "", tf.convert_to_tensor(g).numpy().tolist())
