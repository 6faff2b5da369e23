"""A custom getter can give moving averages in the place of variables: the same code, other values."""

def model(x, getter=None):
    with tf.variable_scope("model", reuse=tf.AUTO_REUSE, custom_getter=getter):
        return x * tf.get_variable("w", [], initializer=tf.ones_initializer())

x = tf.constant(2.0)
y = model(x)
w = tf.trainable_variables()[0]
ema = tf.train.ExponentialMovingAverage(0.5)
train = tf.train.GradientDescentOptimizer(1.0).minimize(-y)
with tf.control_dependencies([train]):
    update = ema.apply([w])

def averaged(getter, name, *args, **kwargs):
    return ema.average(getter(name, *args, **kwargs))

z = model(x, averaged)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(2):
        sess.run(update)
        print(sess.run([y, z]))
    saver = tf.train.Saver(ema.variables_to_restore())
    print(sorted(ema.variables_to_restore()), [v.name for v in tf.global_variables()])
