"""py_function, custom_gradient, stop_gradient and is_tensor are one function in tf and in tf.compat.v1, eagerly too."""
v1 = tf.compat.v1
print([getattr(v1, name) is getattr(tf, name) for name in ("py_function", "custom_gradient", "stop_gradient", "is_tensor")])
v = tf.Variable(2.0)


@v1.custom_gradient
def hundredfold(x):
    return x * x, lambda dy: dy * 100.0


def gradients(compute):
    x = tf.constant(3.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = compute(x)
    return y, tape.gradient(y, x), tape.watched_variables()


for compute in (lambda x: v1.py_function(lambda a: a * a + 1.0, [x], tf.float32), hundredfold, lambda x: x * v1.stop_gradient(v)):
    print([float(part) for part in gradients(compute)[:2]], len(gradients(compute)[2]))
    print([float(part) for part in tf.function(lambda: gradients(compute)[:2])()])
print(v1.py_function(lambda a: (a.numpy(), a + 1), [v], [tf.float32, tf.float32]), v1.py_function(lambda: None, [], []))
print(v1.is_tensor(v), v1.is_tensor(2.0), v1.is_tensor(tf.ragged.constant([[1], []])), v1.is_tensor(tf.IndexedSlices(tf.ones([1]), [0])))
with tf.Graph().as_default(), v1.Session() as sess:
    x = v1.placeholder(tf.float32)
    for y in (v1.py_function(lambda a: a.numpy() * a, [x], tf.float32), hundredfold(x), x * v1.stop_gradient(x)):
        print(sess.run([y, v1.gradients(y, x)], {x: 3.0}))
