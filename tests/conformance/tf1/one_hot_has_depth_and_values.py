"""one_hot turns indices into rows, with on and off values, an axis and a dtype; indices outside give rows of off."""

with tf.Session() as sess:
    for z in (tf.one_hot([0, 2, 1], 3), tf.one_hot([0, -1, 5], depth=3), tf.one_hot([0, 1], 2, on_value=5.0, off_value=-1.0),
              tf.one_hot([0, 1], 3, axis=0), tf.one_hot([[0], [1]], 2), tf.one_hot(1, 3), tf.one_hot([0], 2, dtype=tf.int32),
              tf.one_hot([1], 2, 7, 3), tf.one_hot([0, 1], 2, on_value=True, off_value=False)):
        print(z, sess.run(z).tolist())
    print(tf.one_hot(tf.placeholder(tf.int32, [None]), 10).shape, tf.one_hot(tf.placeholder(tf.uint8, [4]), 10).shape)
try:
    tf.one_hot([0.5], 2)
except (TypeError, ValueError) as error:
    print(type(error).__name__)
