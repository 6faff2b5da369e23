"""A function of several operations builds all of them in the graph of its arguments, and says which two graphs do not fit."""
a = tf.constant([1., 2.])
with tf.Graph().as_default(): g = tf.constant([1., 2.])
def show(f):
    try: t = f(); t = t[0] if isinstance(t, (list, tuple)) else t; print(t.name, t.graph is g.graph)
    except Exception as e: print(type(e).__name__, str(e).split(" (graphs")[0][:230])
for f in (lambda: tf.norm(g), lambda: tf.tensordot(g, g, 1), lambda: tf.tensordot(g, a, 1), lambda: tf.losses.mean_squared_error(g, g), lambda: tf.losses.softmax_cross_entropy([g], [a]), lambda: tf.losses.absolute_difference(g, a), lambda: tf.metrics.mean(g), lambda: tf.metrics.accuracy(g, g),
          lambda: tf.nn.moments(g, [0]), lambda: tf.nn.dropout(g, rate=0.5), lambda: tf.boolean_mask(g, g > 0.), lambda: tf.global_norm([g]), lambda: tf.clip_by_global_norm([g], 1.)[0], lambda: tf.nn.embedding_lookup(g, [0]), lambda: tf.range(g[0]), lambda: tf.nn.l2_normalize(g, 0), lambda: tf.clip_by_norm(g, 1.), lambda: tf.reduce_logsumexp(g),
          lambda: tf.nn.batch_normalization(g, g, g, g, g, .1), lambda: tf.nn.sigmoid_cross_entropy_with_logits(labels=g, logits=g), lambda: tf.count_nonzero(g), lambda: tf.truediv(g, 2.), lambda: tf.one_hot(tf.cast(g, tf.int32), 2), lambda: tf.sequence_mask(tf.cast(g, tf.int32), 3), lambda: tf.saturate_cast(g, tf.int8), lambda: tf.math.reduce_std(g), lambda: tf.sort(g)): show(f)
