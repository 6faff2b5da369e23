"""tf.metrics.accuracy counts in two local variables; the value is read, the update op counts one more batch."""

labels = tf.placeholder(tf.int64, [None], name="labels")
predictions = tf.placeholder(tf.int64, [None], name="predictions")
value, update = tf.metrics.accuracy(labels=labels, predictions=predictions)
print(value, update)
print([v.name for v in tf.local_variables()], tf.global_variables(), [v.name for v in tf.get_collection(tf.GraphKeys.METRIC_VARIABLES)])
with tf.Session() as sess:
    try:
        sess.run(value)
    except tf.errors.FailedPreconditionError as error:
        print(type(error).__name__)
    sess.run(tf.global_variables_initializer())
    sess.run(tf.local_variables_initializer())
    print(sess.run(value))
    print(sess.run(update, {labels: [1, 2, 3, 4], predictions: [1, 2, 0, 0]}))
    print(sess.run(update, {labels: [1, 1, 1, 1], predictions: [1, 1, 1, 1]}), sess.run(value))
    sess.run(tf.local_variables_initializer())
    print("reset:", sess.run(value))
    mean, update_mean = tf.metrics.mean(tf.constant([2.0, 4.0]), name="average")
    sess.run(tf.variables_initializer(tf.local_variables("average")))
    print([v.name for v in tf.local_variables("average")], sess.run(update_mean), sess.run(mean))
