"""Variables made in a loop, gradients clipped and applied by hand, a loop that adds to the graph where it runs."""
import tensorflow as tf

x = tf.placeholder(tf.float32, name="x")
total = tf.Variable(0.5, name="start")
for power in range(1, 4):
    factor = tf.Variable(tf.constant(0.1 * power), name="factor_%d" % power)
    total = tf.add(tf.multiply(tf.pow(x, power), factor), total)
loss = tf.square(total - 3.0)
optimizer = tf.train.MomentumOptimizer(0.01, momentum=0.9)
pairs = optimizer.compute_gradients(loss)
clipped = [(tf.clip_by_value(gradient, -1.0, 1.0), variable) for gradient, variable in pairs]
train = optimizer.apply_gradients(clipped)

sess = tf.Session()
sess.run(tf.global_variables_initializer())
for turn in range(10):
    sess.run(train, {x: 1.5})
print("%.4f" % sess.run(loss, {x: 1.5}))
seen = tf.Variable(False, name="seen")
sess.run(seen.initializer)
for value in [1.0, 7.0, 2.0]:
    if value > 5:
        update = tf.assign(seen, True)
        sess.run(update)
    print(value, sess.run(seen))
shifted = total + 1.0
print("%.2f" % sess.run(shifted * 2.0, {x: 0.0, total: 4.0}))
