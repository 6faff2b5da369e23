"""Gradients of reductions: ties of a maximum share it, a product divides, a mean spreads."""

def r(value):
    return [[round(float(x), 4) for x in row] for row in value]

x = tf.constant([[1.0, 2.0, 3.0], [4.0, 4.0, 0.5]], name="x")
with tf.Session() as sess:
    for z in (tf.reduce_sum(x, 1), tf.reduce_mean(x), tf.reduce_mean(x, 0, keepdims=True), tf.reduce_max(x, 1),
              tf.reduce_min(x), tf.reduce_prod(x, 1), tf.reduce_prod(x), tf.reduce_logsumexp(x, 1), tf.reduce_sum(x * x, [0, 1]),
              tf.norm(x), tf.nn.l2_loss(x), tf.math.reduce_euclidean_norm(x, 1), tf.math.reduce_std(x, 0), tf.math.reduce_variance(x)):
        print(sess.run(z).round(4).tolist(), r(sess.run(tf.gradients(z, x)[0])))
    z = tf.reduce_prod(tf.constant([2.0, 0.0, 3.0]) * tf.identity(x[0], name="y"))
    print(sess.run(tf.gradients(z, x)[0]).tolist())
