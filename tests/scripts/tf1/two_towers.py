"""Two towers that share variables under AUTO_REUSE, gradients averaged by hand, moving averages beside."""

import numpy as np

random = np.random.RandomState(6)
inputs = random.normal(size=(64, 6)).astype(np.float32)
targets = (np.abs(inputs[:, :1]) - inputs[:, 1:2] * inputs[:, 2:3]).astype(np.float32)
w1 = (random.normal(size=(6, 10)) / np.sqrt(6)).astype(np.float32)
w2 = (random.normal(size=(10, 1)) / np.sqrt(10)).astype(np.float32)


def penalty(w):
    return 1e-3 * tf.nn.l2_loss(w)


def tower(x, t):
    with tf.variable_scope("model", reuse=tf.AUTO_REUSE):
        a = tf.layers.dense(x, 10, tf.nn.elu, kernel_initializer=tf.constant_initializer(w1), name="first",
                            kernel_regularizer=penalty)  # fmt: skip
        y = tf.layers.dense(a, 1, kernel_initializer=tf.constant_initializer(w2), name="second")
    return tf.reduce_mean(tf.squared_difference(y, t))


tf.reset_default_graph()
x = tf.placeholder(tf.float32, [64, 6])
t = tf.placeholder(tf.float32, [64, 1])
optimizer = tf.train.GradientDescentOptimizer(0.1)
tower_losses, tower_gradients = [], []
for index, (x_part, t_part) in enumerate(zip(tf.split(x, 2), tf.split(t, 2))):
    with tf.device("/cpu:0"), tf.name_scope(f"tower_{index}"):
        tower_losses.append(tower(x_part, t_part))
        total = tower_losses[-1] + tf.losses.get_regularization_loss()
        tower_gradients.append(optimizer.compute_gradients(total))
assert len(tf.trainable_variables()) == 4
averaged = []
for pairs in zip(*tower_gradients):
    averaged.append((tf.reduce_mean(tf.stack([g for g, _ in pairs]), 0), pairs[0][1]))
ema = tf.train.ExponentialMovingAverage(0.9)
with tf.control_dependencies([optimizer.apply_gradients(averaged)]):
    train = ema.apply(tf.trainable_variables())
loss = tf.add_n(tower_losses) / 2.0

losses = []
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(100):
        sess.run(train, {x: inputs, t: targets})
        losses.append(float(sess.run(loss, {x: inputs, t: targets})))
