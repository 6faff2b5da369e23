"""A module that is not there, an op that never was, and a line that fails late: what stands beside them goes on."""
import tensorflow as tf
from plots_of_ours import draw

x = tf.placeholder(tf.float32, [None, 2], name="x")
w = tf.Variable([[1.0], [2.0]], name="w")
y = tf.matmul(x, w)
better = tf.nn.never_there(y)
loss = tf.reduce_mean(tf.square(y - 1.0))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, value = sess.run([train, loss], {x: [[1.0, step]]})
        print(step, value)
        if step == 1:
            draw(value)
    print(sess.run(better, {x: [[1.0, 1.0]]}))
    rows = sess.run(y, {x: [[1.0, 1.0]]})
    print(rows.total)
