"""Elementwise functions name their operations after the kernel, and each gradient is right."""

def r(value):
    return [round(float(x), 4) for x in value.ravel()]

x = tf.constant([0.5, 1.0, 2.0], name="x")
functions = [tf.square, tf.sqrt, tf.rsqrt, tf.exp, tf.log, tf.log1p, tf.expm1, tf.sin, tf.cos, tf.tan, tf.tanh, tf.sigmoid,
             tf.abs, tf.negative, tf.reciprocal, tf.sinh, tf.cosh, tf.atan, tf.erf, tf.erfc, tf.lgamma,
             tf.identity, tf.nn.relu, tf.nn.relu6, tf.nn.elu, tf.nn.selu, tf.nn.softplus, tf.nn.softsign, tf.nn.leaky_relu,
             tf.nn.tanh, tf.nn.sigmoid, tf.log_sigmoid]
with tf.Session() as sess:
    for function in functions:
        z = function(x - 0.25)
        print(z.name, z.op.type, r(sess.run(z)), r(sess.run(tf.gradients(z, x)[0])))
    small = tf.constant([-0.5, 0.25])
    for function in (tf.asin, tf.acos, tf.atanh, tf.asinh):
        z = function(small)
        print(z.op.type, r(sess.run(z)), r(sess.run(tf.gradients(z, small)[0])))
    z = tf.atan2(x, 2.0 * x)
    print(z.op.type, r(sess.run(z)), [r(sess.run(g)) for g in tf.gradients(z, [x])])
