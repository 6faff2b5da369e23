"""constant, zeros, ones, fill, eye, range, linspace and the _like functions make tensors of the shape and dtype asked for."""

print(tf.constant([1, 2, 3], dtype=tf.float64, name="named"))
print(tf.constant(7, shape=[2, 2]), tf.constant([1, 2, 3, 4], shape=(2, 2)))
print(tf.zeros([2, 3]), tf.zeros(shape=(1,), dtype=tf.int32), tf.zeros(3, tf.bool), tf.zeros([2], tf.string))
print(tf.ones([2], dtype=tf.int64), tf.ones(shape=[1, 2]))
print(tf.fill([2, 2], 9), tf.fill(dims=[1], value="x"))
print(tf.eye(2), tf.eye(2, 3, dtype=tf.int32), tf.eye(2, batch_shape=[2]).shape)
print(tf.range(5), tf.range(2, 8, 3), tf.range(start=3, limit=0, delta=-1), tf.range(0.0, 1.0, 0.25))
print(tf.linspace(0.0, 1.0, 5), tf.linspace(-1, 1, 3))
print(tf.zeros_like([[1, 2]]), tf.ones_like(tf.constant([1.5])), tf.zeros_like([1.0], dtype=tf.int32))
print(tf.one_hot([0, 2, -1], depth=3), tf.one_hot([1], 2, on_value="on", off_value="off"))
print(tf.identity([1, 2]), tf.sequence_mask([1, 3], maxlen=3))
