"""batch_normalization leaves its moving averages in global variables and their updates in UPDATE_OPS, which nobody runs."""
import numpy as np

def r(value):
    return (np.round(np.float64(value), 4) + 0.0).tolist()

x = tf.placeholder(tf.float32, [None, 2], name="x")
flag = tf.placeholder(tf.bool, [], name="flag")
y = tf.layers.batch_normalization(x, training=flag, momentum=0.5)
print(y.shape, [v.name for v in tf.global_variables()], [v.name for v in tf.trainable_variables()])
updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
print(len(updates))
feed = {x: [[1.0, 10.0], [3.0, 30.0]]}
mean, variance = tf.global_variables()[2:]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(r(sess.run(y, {flag: True, **feed})), "averages:", r(sess.run(mean)), r(sess.run(variance)))
    print(r(sess.run(y, {flag: False, **feed})))
    sess.run(updates, {flag: True, **feed})
    print("after the updates:", r(sess.run(mean)), r(sess.run(variance)))
    print(r(sess.run(y, {flag: False, **feed})))
    sess.run(updates, {flag: False, **feed})
    print("updates without training:", r(sess.run(mean)), r(sess.run(variance)))
    print([r(g) for g in sess.run(tf.gradients(y * y, tf.trainable_variables()), {flag: True, **feed})])
tf.reset_default_graph()
x = tf.placeholder(tf.float32, [None, 2])
tf.layers.batch_normalization(x, training=False)
print("not training:", len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)))
tf.layers.batch_normalization(x, training=True, center=False, scale=False, name="plain")
print(len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)), [v.name for v in tf.global_variables("plain")])
