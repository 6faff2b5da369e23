"""tf.function and tf.GradientTape work on graph tensors too; the results are symbolic until a session runs them."""

@tf.function
def f(x, y):
    if x > y:
        return x * y
    return y - x

x = tf.placeholder(tf.float32, [], name="x")
z = f(x, tf.constant(2.0))
with tf.GradientTape() as tape:
    tape.watch(x)
    y = x * x * 3.0
g = tape.gradient(y, x)
print(z.dtype.name, z.shape, g.dtype.name, type(z).__name__ == type(x).__name__, tf.executing_eagerly())
with tf.Session() as sess:
    print([float(sess.run(z, {x: value})) for value in (5.0, 1.0)], sess.run(g, {x: 2.0}))
