"""tile repeats, pad surrounds, reverse turns round, reverse_sequence up to a length, roll shifts; all with gradients."""

x = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
weights = lambda z: tf.reshape(tf.range(1.0, 1.0 + z.shape.num_elements()), z.shape)
with tf.Session() as sess:
    for z in (tf.tile(x, [1, 2]), tf.tile(x, [2, 1]), tf.pad(x, [[1, 0], [0, 2]]), tf.pad(x, [[0, 0], [1, 1]], constant_values=9.0),
              tf.pad(x, [[0, 0], [1, 1]], "REFLECT"), tf.pad(x, [[1, 1], [0, 0]], mode="SYMMETRIC"), tf.reverse(x, [1]), tf.reverse(x, axis=[0, -1]),
              tf.reverse_v2(x, [0]), tf.reverse_sequence(x, [1, 3], seq_axis=1, batch_axis=0), tf.reverse_sequence(x, [2, 3], seq_dim=1), tf.roll(x, 1, 1)):
        print(z.name, z.op.type, z.shape, sess.run(z).tolist(), sess.run(tf.gradients(z * weights(z), x)[0]).tolist())
for bad in (lambda: tf.tile(x, [2]), lambda: tf.pad(x, [[1, 1]]), lambda: tf.reverse(x, [2]), lambda: tf.pad(x, [[1, 1], [1, 1]], "NONE")):
    try:
        print(bad().shape)
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", str(error).split(" for '")[0].splitlines()[0])
