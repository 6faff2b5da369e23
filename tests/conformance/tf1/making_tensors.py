"""zeros, ones, fill, range, linspace, eye and their like make tensors of a known shape and dtype."""

p = tf.placeholder(tf.float32, [None, 2])
with tf.Session() as sess:
    for z in (tf.zeros([2, 3]), tf.ones([2], tf.int32), tf.ones(shape=[1, 2], dtype=tf.float64), tf.zeros([]), tf.zeros(3), tf.fill([2, 2], 7),
              tf.fill([2], 1.5), tf.range(5), tf.range(2, 10, 3), tf.range(start=1, limit=4), tf.range(3.0), tf.range(5, 0, -2), tf.range(0.0, 1.0, 0.25),
              tf.range(start=1, limit=9, delta=4),
              tf.linspace(0.0, 1.0, 5), tf.lin_space(1.0, 2.0, 2), tf.linspace(start=10.0, stop=12.0, num=3, name="line"), tf.eye(2), tf.eye(2, 3),
              tf.eye(2, dtype=tf.int32), tf.constant(4, shape=[2, 2]), tf.constant([1, 2], dtype=tf.float32, shape=[2, 1]),
              tf.constant([], shape=[0, 2]), tf.zeros_like([[1, 2]]), tf.ones_like([1.5]), tf.zeros_like([1, 2], dtype=tf.float32), tf.zeros([2], tf.string),
              tf.zeros([1], tf.bool), tf.ones([1], tf.bool), tf.constant([1, 2, 3, 4], shape=[2, 2])):
        print(z, sess.run(z).tolist())
    print("a short list repeats its last value:", sess.run(tf.constant([1, 2, 3], shape=[2, 2])).tolist())
    print(tf.zeros_like(p).shape, sess.run(tf.ones_like(p), {p: [[5, 6]]}).tolist(), sess.run(tf.zeros(tf.shape(p)), {p: [[5, 6]]}).tolist())
for bad in (lambda: tf.constant([[1], [2, 3]]), lambda: tf.constant(None), lambda: tf.fill([2], [1, 2]), lambda: tf.linspace(0, 1, 5)):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", str(error).split(" for '")[0].splitlines()[0][:100])
