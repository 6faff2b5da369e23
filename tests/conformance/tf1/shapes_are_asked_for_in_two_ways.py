"""t.shape and get_shape are static, tf.shape, tf.size and tf.rank are operations that run; known shapes run as constants."""

p = tf.placeholder(tf.float32, [None, 3], name="p")
t = tf.zeros([2, 3, 4])
print(p.shape, p.get_shape(), p.shape.as_list(), p.get_shape().ndims, p.shape[1], p.shape[1].value, p.shape[0].value)
print(tf.shape(p), tf.size(p), tf.rank(p), tf.shape(p, out_type=tf.int64))
print(tf.shape(t), [s.name for s in tf.shape_n([p, t])], tf.shape(p)[0])
with tf.Session() as sess:
    feed = {p: [[1, 2, 3], [4, 5, 6]]}
    print(sess.run(tf.shape(p), feed).tolist(), sess.run(tf.size(p), feed), sess.run(tf.rank(p), feed))
    print(sess.run(tf.shape(t)).tolist(), sess.run(tf.size(t)), sess.run(tf.rank(t)), [s.tolist() for s in sess.run(tf.shape_n([p, t]), feed)])
    print(sess.run(tf.reshape(p, [tf.shape(p)[0] * 3]), feed).tolist(), tf.reshape(p, [tf.shape(p)[0] * 3]).shape)
    print(tf.reshape(p, [-1]).shape, tf.reshape(t, [-1, 4]).shape, tf.reshape(p, tf.shape(t)).shape)
print(tf.constant(1.0).shape, tf.constant(1.0).shape.as_list(), tf.TensorShape(None), tf.TensorShape([None, 2]).is_fully_defined())
for bad in (lambda: tf.TensorShape(None).as_list(), lambda: len(tf.TensorShape(None)), lambda: tf.TensorShape(None).num_elements()):
    try:
        print(bad())
    except ValueError as error:
        print("ValueError:", error)
