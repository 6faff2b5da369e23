"""fused_batch_norm normalises images [batch, height, width, channels] and gives the batch mean and variance as well."""
import numpy as np

def r(value):
    return (np.round(np.float64(value), 3) + 0.0).tolist()

x = tf.reshape(tf.range(8.0), [2, 2, 1, 2])
with tf.Session() as sess:
    y, mean, variance = tf.nn.fused_batch_norm(x, scale=[1.0, 2.0], offset=[0.0, 1.0], epsilon=1e-3)
    print(y.shape, mean.shape, variance.shape)
    print(r(sess.run(y)), r(sess.run(mean)), r(sess.run(variance)))
    y, _, _ = tf.nn.fused_batch_norm(x, [1.0, 2.0], [0.0, 1.0], mean=[3.0, 4.0], variance=[4.0, 9.0], epsilon=1e-3, is_training=False)
    print(r(sess.run(y)))
