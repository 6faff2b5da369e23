"""What clips, drops and weighs is composed of the nodes of which TensorFlow composes it, and says the same of what is not finite."""

graph = tf.get_default_graph()

def made(function):
    before = len(graph.get_operations())
    function()
    print([(op.type, op.name, [i.name for i in op.inputs]) for op in graph.get_operations()[before:]])

x, y = tf.placeholder(tf.float32, [2, 3]), tf.placeholder(tf.float32, [None])
limit = tf.placeholder(tf.float32, [])
made(lambda: tf.clip_by_global_norm([x, y, None], 5.))
made(lambda: tf.clip_by_global_norm([x, tf.IndexedSlices(x, tf.constant([0, 1]))], limit, use_norm=limit, name="cc"))
made(lambda: tf.clip_by_norm(x, 2.))
made(lambda: tf.clip_by_norm(y, limit, axes=[0], name="row"))
made(lambda: tf.clip_by_average_norm(x, 2.))
made(lambda: tf.nn.dropout(x, 0.5))
made(lambda: tf.nn.dropout(y, keep_prob=limit))
made(lambda: tf.nn.softmax_cross_entropy_with_logits_v2(labels=x, logits=x))
made(lambda: tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=x))
made(lambda: tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=y))
made(lambda: tf.nn.weighted_cross_entropy_with_logits(x, x, 2.))

values = tf.placeholder(tf.float32, [2])
clipped, norm = tf.clip_by_global_norm([values], 1.)
alone, mean = tf.clip_by_norm(values, limit), tf.clip_by_average_norm(values, 1.)
with tf.Session() as sess:
    for fed in ([3., 4.], [0.3, 0.4], [0., 0.], [float("inf"), 1.], [float("nan"), 1.]):
        print([v.round(5).tolist() for v in sess.run([clipped[0], norm, alone, mean], {values: fed, limit: -2.})], sess.run(alone, {values: fed, limit: 2.}).round(5).tolist())
