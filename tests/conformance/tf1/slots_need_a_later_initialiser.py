"""An initialiser made before minimize misses the slots; optimizer.variables() lists them."""

v = tf.Variable(1.0, name="v")
early = tf.global_variables_initializer()
optimizer = tf.train.MomentumOptimizer(0.1, 0.9)
print(optimizer.variables(), optimizer.get_slot_names(), optimizer.get_name())
train = optimizer.minimize(v * v)
adam = tf.train.AdamOptimizer(0.1)
train_adam = adam.minimize(v * v)
print([x.name for x in optimizer.variables()], [x.name for x in adam.variables()])
print(optimizer.get_slot_names(), adam.get_slot_names())
print(optimizer.get_slot(v, "momentum").name, adam.get_slot(v, "v").name, adam.get_slot(v, "none"))
with tf.Session() as sess:
    sess.run(early)
    try:
        sess.run(train)
    except tf.errors.FailedPreconditionError as error:
        print(type(error).__name__, "v/Momentum" in str(error))
    print(sess.run(tf.report_uninitialized_variables()).tolist())
    sess.run(tf.variables_initializer(optimizer.variables() + adam.variables()))
    sess.run(train)
    print(round(float(sess.run(v)), 5))
