"""moments, normalisations and sufficient statistics over given axes."""
import numpy as np

def r(value):
    return (np.round(np.float64(value), 4) + 0.0).tolist()

x = tf.constant([[1.0, 2.0, 3.0], [3.0, 6.0, 9.0]])
with tf.Session() as sess:
    mean, variance = tf.nn.moments(x, axes=[0])
    print(mean.shape, variance.shape, r(sess.run(mean)), r(sess.run(variance)), r(sess.run(tf.gradients(variance, x)[0])))
    print([r(v) for v in sess.run(tf.nn.moments(x, [0, 1]))], [v.shape for v in tf.nn.moments(x, axes=[1], keep_dims=True)])
    z = tf.nn.batch_normalization(x, mean, variance, tf.constant([1.0, 0.0, 2.0]), tf.constant([2.0, 1.0, 1.0]), 1e-3)
    print(z.shape, r(sess.run(z)), r(sess.run(tf.gradients(z[0, 0], x)[0])))
    print(r(sess.run(tf.nn.batch_normalization(x, mean, variance, None, None, variance_epsilon=1.0))))
    count, sums, squares, shift = tf.nn.sufficient_statistics(x, [0])
    print(r(sess.run(count)), r(sess.run(sums)), r(sess.run(squares)), shift)
    print([r(v) for v in sess.run(tf.nn.normalize_moments(count, sums, squares, shift=None))])
    print([r(v) for v in sess.run(tf.nn.weighted_moments(x, [0], tf.constant([[1.0], [3.0]])))])
    print(r(sess.run(tf.nn.l2_normalize([3.0, 4.0], 0))), r(sess.run(tf.nn.l2_normalize(x, dim=1))), r(sess.run(tf.nn.l2_normalize([0.0, 0.0], 0, epsilon=1e-4))))
    print(r(sess.run(tf.gradients(tf.nn.l2_normalize(x, axis=1)[0, 0], x)[0])), r(sess.run(tf.nn.zero_fraction([0.0, 1.0, 0.0, 2.0]))))
