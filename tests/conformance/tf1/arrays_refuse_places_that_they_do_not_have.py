"""An array refuses to be read or written where it has no place, before its beginning too, and takes a row for each place."""

TA = tf.TensorArray


def say(build, fed=None):
    with tf.Graph().as_default(), tf.Session() as sess:
        rows = tf.placeholder(tf.float32, [None])
        try:
            print(sess.run(build(rows), {rows: [1.0, 2.0, 3.0] if fed is None else fed}).tolist())
        except tf.errors.InvalidArgumentError as error:
            words = [line for line in str(error).split("\n") if "Tried" in line or "Max" in line or "Expected" in line]
            print([line[line.index("Tried"):] if "Tried" in line else line for line in words])


say(lambda x: TA(tf.float32, 3).unstack(x).gather([0, 2]))
say(lambda x: TA(tf.float32, 3).unstack(x).gather([0, -1]))
say(lambda x: TA(tf.float32, 3).unstack(x).gather([0, 5]))
say(lambda x: TA(tf.float32, 3).unstack(x).read(-1))
say(lambda x: TA(tf.float32, 3).unstack(x).read(5))
say(lambda x: TA(tf.float32, 3).write(5, 1.0).stack())
say(lambda x: TA(tf.float32, 3).write(-1, 1.0).stack())
say(lambda x: TA(tf.float32, 3, dynamic_size=True).write(-1, 1.0).stack())
say(lambda x: TA(tf.float32, 3).scatter([0, 5], x).stack(), [1.0, 2.0])
say(lambda x: TA(tf.float32, 3).scatter([0, -1], x).stack(), [1.0, 2.0])
say(lambda x: TA(tf.float32, 3).scatter([0, 1], x).stack())
say(lambda x: TA(tf.float32, 3, element_shape=[]).scatter([2, 0], x).stack(), [1.0, 2.0])
