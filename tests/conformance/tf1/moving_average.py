"""ExponentialMovingAverage makes a shadow variable for each variable, updated by the op that apply returns."""

v = tf.Variable(10.0, name="v")
w = tf.Variable([1.0, 2.0], name="w")
ema = tf.train.ExponentialMovingAverage(decay=0.9)
print(ema.average(v))
update = ema.apply([v, w])
print(update.type, ema.average(v), ema.average_name(v), [x.name for x in tf.global_variables()], [x.name for x in tf.trainable_variables()])
print([x.name for x in tf.moving_average_variables()], sorted((k, x.name) for k, x in ema.variables_to_restore().items()))
counted = tf.train.ExponentialMovingAverage(0.9, num_updates=tf.constant(0), name="quick")
quick = counted.apply([v])
t = v * 2.0
of_tensor = tf.train.ExponentialMovingAverage(0.5, zero_debias=False)
follow = of_tensor.apply([t])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(ema.average(v)), sess.run(ema.average(w)).tolist(), sess.run(of_tensor.average(t)))
    sess.run(v.assign(20.0))
    for _ in range(2):
        sess.run([update, quick, follow])
        print([round(float(sess.run(x)), 4) for x in (ema.average(v), counted.average(v), of_tensor.average(t))])
try:
    ema.apply([tf.constant([1])])
except TypeError as error:
    print("TypeError:", str(error).splitlines()[0].split("Tensor")[0])
