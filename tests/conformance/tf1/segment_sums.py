"""segment_* reduce rows of sorted ids, unsorted_segment_* of any ids into a given number of rows."""

x = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]])
ids = tf.constant([0, 0, 2, 2])
with tf.Session() as sess:
    for function in (tf.segment_sum, tf.segment_mean, tf.segment_max, tf.segment_min, tf.segment_prod):
        z = function(x, ids)
        print(z, sess.run(z).tolist())
    for function in (tf.segment_sum, tf.segment_mean, tf.segment_max, tf.segment_min):
        print(sess.run(tf.gradients(function(x, ids), x)[0]).tolist())
    any_order = tf.constant([2, 0, 2, -1])
    for function in (tf.unsorted_segment_sum, tf.unsorted_segment_mean, tf.unsorted_segment_prod):
        z = function(x, any_order, 3)
        print(z.shape, sess.run(z).tolist())
    print(sess.run(tf.gradients(tf.unsorted_segment_sum(x, any_order, 3), x)[0]).tolist())
    try:
        sess.run(tf.segment_sum(x, [1, 0, 2, 2]))
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__, "segment ids are not increasing" in str(error))
