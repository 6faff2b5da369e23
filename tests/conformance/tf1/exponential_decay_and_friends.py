"""Learning-rate decays are tensors that follow a step variable; staircase makes them jump."""
import numpy as np

step = tf.Variable(0, trainable=False, name="step")
rates = [tf.train.exponential_decay(0.1, step, 10, 0.5), tf.train.exponential_decay(learning_rate=0.1, global_step=step, decay_steps=10, decay_rate=0.5, staircase=True),
         tf.train.inverse_time_decay(0.1, step, 10, 0.5), tf.train.natural_exp_decay(0.1, step, 10, 0.5), tf.train.polynomial_decay(0.1, step, 20, 0.01),
         tf.train.polynomial_decay(0.1, step, 20, 0.01, power=2.0, cycle=True), tf.train.piecewise_constant(step, [5, 15], [1.0, 0.5, 0.1]),
         tf.train.cosine_decay(0.1, step, 20)]
print([(t.shape.as_list(), t.dtype.name) for t in rates][:2], rates[0])
with tf.Session() as sess:
    sess.run(step.initializer)
    for n in (0, 5, 10, 16, 25):
        sess.run(step.assign(n))
        print(n, [round(float(v), 6) for v in sess.run(rates)])
v = tf.Variable(1.0, name="v")
train = tf.train.GradientDescentOptimizer(rates[1]).minimize(v, global_step=step)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(12):
        sess.run(train)
    print(round(float(sess.run(v)), 5), sess.run(step))
try:
    tf.train.exponential_decay(0.1, None, 10, 0.5)
except ValueError as error:
    print("ValueError:", error)
