"""An array of tensors refuses, when it runs, an element of another shape than the first, unless it infers no shape."""
given = tf.placeholder(tf.float32)
sess = tf.Session()


def shown(fetch, feed=None):
    try:
        print(sess.run(fetch, feed))
    except tf.errors.InvalidArgumentError as error:
        words = [line.partition(": ")[2] for line in error.message.split("\n") if "shape" in line and ": " in line]
        print(type(error).__name__, error.op.type, words)


for infers in (True, False):
    array = tf.TensorArray(tf.float32, 3, infer_shape=infers)
    shown(array.split([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [1, 2, 3]).concat())
    array = tf.TensorArray(tf.float32, 2, infer_shape=infers)
    shown(array.write(0, given).write(1, [1.0, 2.0]).read(0), {given: [1.0, 2.0, 3.0]})
    shown(array.write(0, [1.0, 2.0]).write(1, given).read(0), {given: [1.0, 2.0, 3.0]})
    shown(array.write(0, [1.0, 2.0]).write(1, given).concat(), {given: [1.0, 2.0, 3.0]})
    array = tf.TensorArray(tf.float32, 2, infer_shape=infers, element_shape=[2])
    shown(array.write(0, given).read(0), {given: [1.0, 2.0, 3.0]})
    shown(array.unstack(given).read(0), {given: [[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]})
    print(tf.map_fn(lambda row: row, tf.constant([1, 2]), infer_shape=infers).shape)
for wrong in (
    lambda: tf.TensorArray(tf.float32),
    lambda: tf.TensorArray(tf.float32, "a"),
    lambda: tf.TensorArray(tf.float32, [1, 2]),
    lambda: tf.map_fn(3, tf.constant([1])),
    lambda: tf.map_fn(lambda row: row, []),
    lambda: tf.scan(3, tf.constant([1])),
):
    try:
        wrong()
    except (ValueError, TypeError, AttributeError) as error:
        print(type(error).__name__, str(error).split("\n")[0].split(" for '{{")[0])
print(tf.map_fn(lambda row: row, tf.constant([1])).name, tf.scan(lambda a, b: a + b, tf.constant([1, 2])).name)
