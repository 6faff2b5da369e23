"""Joining an array takes zeros for what nobody wrote, rows and pieces that do not fit are refused, and a gradient is whole."""

TA = tf.TensorArray


def say(build):
    with tf.Graph().as_default(), tf.Session() as sess:
        try:
            print(sess.run(build()).tolist())
        except Exception as error:
            print(type(error).__name__, str(error).split("\n")[0])


x = lambda: tf.constant([1.0, 2.0, 3.0, 4.0])
say(lambda: TA(tf.float32, 2).write(0, [1.0]).concat())
say(lambda: TA(tf.float32, 2, element_shape=[2]).concat())
say(lambda: TA(tf.float32, 0, element_shape=[None, 2]).concat())
say(lambda: TA(tf.float32, 0, element_shape=[3, 2]).concat())
say(lambda: TA(tf.float32, 2).write(0, 1.0).write(1, 1.0).concat())
say(lambda: TA(tf.float32, 2, element_shape=[2]).scatter([0, 1], tf.constant([[1.0], [2.0]])).stack())
say(lambda: TA(tf.float32, 2, element_shape=[2]).unstack(tf.constant([[1.0], [2.0]])).stack())
say(lambda: TA(tf.float32, 2, element_shape=[2]).split(tf.constant([1.0, 2.0, 3.0]), [3]).stack())


def pieces():
    given = x()
    return tf.gradients(TA(tf.float32, 2).split(given, [2, 2]).read(0) ** 2, given)[0]


def joined():
    given = x()
    return tf.gradients(TA(tf.float32, 2).write(0, given).write(1, given).concat() ** 2, given)[0]


say(pieces)
say(joined)
with tf.Graph().as_default():
    print(TA(tf.float32, 2, infer_shape=False, element_shape=[None]).unstack(tf.constant([[1.0], [2.0]])).element_shape)
