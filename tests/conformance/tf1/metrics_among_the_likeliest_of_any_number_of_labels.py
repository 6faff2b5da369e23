"""Among the k most likely classes labels are looked for also where nobody knows yet how many each row has."""

predictions = tf.constant([[0.1, 0.2, 0.7], [0.5, 0.3, 0.2]])
for shape in ([None, None], [2, None], [None, 2]):
    labels = tf.placeholder(tf.int64, shape)
    made = [metric(labels, predictions, k) for metric in (tf.metrics.recall_at_k, tf.metrics.precision_at_k) for k in (1, 2)]
    with tf.Session() as sess:
        sess.run(tf.local_variables_initializer())
        for given in ([[0, 2], [1, 1]], [[2, 2], [1, 0]]):
            print(shape, [float(round(sess.run(update, {labels: given}), 4)) for _, update in made])
        print([float(round(sess.run(value), 4)) for value, _ in made])
