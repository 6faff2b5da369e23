"""Two networks against each other, of layers that functions make, one called twice with the same variables."""
import numpy as np
import tensorflow as tf

random = np.random.RandomState(0)


def generator(noise):
    with tf.variable_scope("generator"):
        hidden = tf.layers.dropout(tf.layers.dense(noise, 4, activation=tf.nn.relu), 0.5)  # drops nothing: no training
        return tf.layers.dense(hidden, 2, activation=tf.nn.sigmoid)


def discriminator(inputs, reuse=None):
    with tf.variable_scope("discriminator") as scope:
        if reuse:
            scope.reuse_variables()
        hidden = tf.layers.dense(inputs, 4, activation=tf.nn.relu)
        output = tf.layers.dense(hidden, 1)
    return output


noise = tf.placeholder(tf.float32, [None, 3])
real = tf.placeholder(tf.float32, [None, 2])
made = generator(noise)
of_real = discriminator(real)
of_made = discriminator(made, True)
loss_d = tf.reduce_mean(tf.nn.softplus(-of_real) + tf.nn.softplus(of_made))
loss_g = tf.reduce_mean(tf.nn.softplus(-of_made))
train_d = tf.train.AdamOptimizer(0.01).minimize(
    loss_d, var_list=tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="discriminator"))
train_g = tf.train.AdamOptimizer(0.01).minimize(
    loss_g, var_list=tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="generator"))

sess = tf.Session()
sess.run(tf.global_variables_initializer())
for step in range(20):
    points = random.uniform(size=(8, 2))
    drawn = random.uniform(size=(8, 3))
    _, value_d = sess.run([train_d, loss_d], feed_dict={real: points, noise: drawn})
    _, value_g = sess.run([train_g, loss_g], feed_dict={noise: drawn})
print("losses %.4f %.4f" % (value_d, value_g))
print(sess.run(made, feed_dict={noise: drawn[:2]}))
