"""Two optimizers in one run: what one trains the other reads, and nothing says before or after."""
import tensorflow as tf

judge = tf.Variable(2.0, name="judge")
maker = tf.Variable(1.0, name="maker")
score = judge * maker
judged = tf.train.GradientDescentOptimizer(0.1).minimize(-score, var_list=[judge])
made = tf.train.GradientDescentOptimizer(0.1).minimize(score, var_list=[maker])

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run([judged, made])
    print("%.1f" % sess.run(judge))
