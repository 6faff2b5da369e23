"""Losses and means check weights by operations that the graph shows; placeholders, tuples and lists refuse what they cannot take."""

def first(function):
    try:
        result = function()
        return getattr(result, "name", result)
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"

for weights, shape in ((2.0, [2]), ([1.0, 2.0], [2]), ([[1.0], [2.0]], [2, 2]), (0.0, [None])):
    with tf.Graph().as_default() as graph:
        loss = tf.losses.mean_squared_error(tf.placeholder(tf.float32, shape), tf.placeholder(tf.float32, shape), weights=weights)
        print(loss.name, [op.name for op in graph.get_operations()])
with tf.Graph().as_default():
    for weights, losses in (([1.0, 2.0, 3.0], tf.ones([2])), ([1.0], tf.ones([1, 2])), ([[1.0], [2.0], [3.0]], tf.ones([2, 2]))):
        print(first(lambda: tf.losses.compute_weighted_loss(losses, weights)))
    print(first(lambda: tf.metrics.mean([1.0, 2.0], weights=[1.0, 2.0, 3.0])))
    value, update = tf.metrics.mean_iou(tf.constant([0, 1, 1]), tf.constant([0, 0, 1]), 3, weights=tf.constant([1.0, 2.0, 3.0]))
    mean, counted = tf.metrics.mean(tf.constant([[1.0, 3.0]]), weights=[2.0])
    with tf.Session() as sess:
        sess.run(tf.local_variables_initializer())
        print(value.name, update.name, [v.name for v in tf.local_variables()], sess.run(update).tolist(), round(float(sess.run(value)), 4), sess.run(counted), mean.name)
    step = tf.placeholder(tf.int32, [])
    for make in (lambda: tf.train.piecewise_constant(step, [], [1.0]), lambda: tf.train.piecewise_constant(step, [3], [1, 0.5]), lambda: tf.train.polynomial_decay(0.1, None, 10), lambda: tf.train.cosine_decay(0.1, None, 10)):
        print(first(make))
    rate = tf.train.cosine_decay_restarts(0.1, step, 4)
    with tf.Session() as sess:
        print(rate.name, [round(float(sess.run(rate, {step: n})), 5) for n in (0, 1, 4, 5, 11, 30)])
    for make in (lambda: tf.placeholder("floaty"), lambda: tf.placeholder(None), lambda: tf.placeholder(tf.float32, [-1, 2]), lambda: tf.placeholder(tf.float32, [None, "a"]), lambda: tf.placeholder(tf.float32, 2.5),
                 lambda: tf.placeholder_with_default([1.0, 2.0], [3]), lambda: tf.placeholder_with_default(1.0, [None]), lambda: tf.ensure_shape(tf.ones([2]), [3]), lambda: tf.ensure_shape(tf.ones([2]), [None, 3]),
                 lambda: tf.string_join([1, "a"]), lambda: tf.string_join(["a", tf.constant(2)]), lambda: tf.concat([1, "a"], 0), lambda: tf.stack([1, "a"]), lambda: tf.add_n(["a", "b"]),
                 lambda: tf.substr("a", [1, 2], 1), lambda: tf.substr(["a", "b"], 1, [1]), lambda: tf.group(None), lambda: tf.tuple([tf.constant(1.0)], control_inputs=[3])):
        print(str(first(make)).split(" for '")[0])
    print([part.name for part in tf.tuple([tf.no_op(), tf.constant(1.0), 3])])
