"""Arithmetic functions name their operations after themselves, follow NumPy broadcasting, and have gradients."""

def r(value):
    return [round(float(x), 4) + 0.0 for x in value.ravel()]

x = tf.constant([[1.0, -2.0, 3.0]], name="x")
y = tf.constant([[4.0], [0.5]], name="y")
pairs = [tf.add(x, y), tf.subtract(x, y), tf.multiply(x, y), tf.divide(x, y), tf.div(x, y), tf.truediv(x, y),
         tf.realdiv(x, y), tf.floordiv(x, y), tf.floor_div(x, y), tf.mod(x, y), tf.floormod(x, y),
         tf.maximum(x, y), tf.minimum(x, y), tf.squared_difference(x, y), tf.pow(tf.abs(x), y),
         tf.math.add(x, y), tf.math.multiply(x, y)]
with tf.Session() as sess:
    for z in pairs:
        grads = tf.gradients(z, [x, y])
        print(z.name, z.op.type, z.shape, r(sess.run(z)), [None if g is None else r(sess.run(g)) for g in grads])
    print(tf.add(x, y, name="named"), tf.add_n([x, x, x], name="three"))
    print(r(sess.run(tf.add_n([x, x, x]))), r(sess.run(tf.accumulate_n([x, x]))), r(sess.run(tf.scalar_mul(2.0, x))))
