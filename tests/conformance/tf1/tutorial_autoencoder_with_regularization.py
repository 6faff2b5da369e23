"""An autoencoder of layers with a regularizer, whose losses are taken out of the collection and added by hand."""
from functools import partial

import numpy as np

def l2(w):
    return 1e-2 * tf.nn.l2_loss(w)

rng = np.random.RandomState(5)
data = rng.rand(20, 4).astype(np.float32)
X = tf.placeholder(tf.float32, shape=[None, 4])
dense = partial(tf.layers.dense, activation=tf.nn.elu, kernel_initializer=tf.constant_initializer(rng.randn(100) * 0.3), kernel_regularizer=l2)
hidden1 = dense(X, 3, kernel_initializer=tf.constant_initializer(rng.randn(4, 3) * 0.3))
hidden2 = dense(hidden1, 2, kernel_initializer=tf.constant_initializer(rng.randn(3, 2) * 0.3))
outputs = dense(hidden2, 4, activation=None, name="outputs", kernel_initializer=tf.constant_initializer(rng.randn(2, 4) * 0.3))
reconstruction_loss = tf.reduce_mean(tf.square(outputs - X))
reg_losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
loss = tf.add_n([reconstruction_loss] + reg_losses)
training_op = tf.train.AdamOptimizer(0.02).minimize(loss)
print(len(reg_losses), [v.name for v in tf.trainable_variables()], outputs)
with tf.Session() as sess:
    tf.global_variables_initializer().run()
    for epoch in range(31):
        sess.run(training_op, feed_dict={X: data})
        if epoch % 10 == 0:
            print(epoch, "Train MSE: %.4f" % reconstruction_loss.eval(feed_dict={X: data}), "%.4f" % loss.eval({X: data}))
