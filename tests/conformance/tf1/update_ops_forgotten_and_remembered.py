"""A network with batch normalisation trained without its updates predicts badly; with them it predicts well."""
import numpy as np

rng = np.random.RandomState(0)
data = (20.0 + rng.randn(40, 2)).astype(np.float32)
target = (data[:, :1] - data[:, 1:]).astype(np.float32)

def run(remember):
    with tf.Graph().as_default(), tf.Session() as sess:
        x, t = tf.placeholder(tf.float32, [None, 2]), tf.placeholder(tf.float32, [None, 1])
        training = tf.placeholder(tf.bool, [])
        h = tf.layers.batch_normalization(x, training=training, momentum=0.5)
        y = tf.layers.dense(h, 1, kernel_initializer=tf.zeros_initializer())
        loss = tf.losses.mean_squared_error(t, y)
        with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS) if remember else []):
            train = tf.train.GradientDescentOptimizer(0.2).minimize(loss)
        sess.run(tf.global_variables_initializer())
        for _ in range(50):
            sess.run(train, {x: data, t: target, training: True})
        return [float(sess.run(loss, {x: data, t: target, training: flag})) for flag in (True, False)]

for remember in (False, True):
    fit, use = run(remember)
    print(remember, "fits:", fit < 0.01, "is usable:", use < 0.01)
