"""The gradient of what was computed beside a scalar is not summed back, though its sizes are known only later."""

ARITHMETIC = (
    lambda x: x**2, lambda x: 2.0 * x, lambda x: x + 1.0, lambda x: 1.0 - x, lambda x: x / 2.0, lambda x: 2.0 / x,
    lambda x: tf.maximum(x, 0.0), lambda x: tf.minimum(0.0, x), lambda x: tf.math.squared_difference(x, 1.0),
    lambda x: tf.atan2(x, 1.0), lambda x: tf.math.divide_no_nan(x, 2.0), lambda x: x % 2.0,
)  # fmt: skip
for shape in ([None], [None, 2], None, [2]):
    with tf.Graph().as_default():
        x = tf.compat.v1.placeholder(tf.float32, shape)
        print(shape, [tf.gradients(compute(x), [x])[0].name for compute in ARITHMETIC])
        with tf.compat.v1.Session() as session:
            fed = {x: [[1.0, 2.0]] if shape == [None, 2] else [1.0, 2.0]}
            print([round(float(tf.size(one).eval()), 3) for one in session.run([tf.gradients(f(x), x)[0] for f in ARITHMETIC], fed)])


@tf.function
def slopes(x, w):
    with tf.GradientTape() as tape:
        tape.watch([x, w])
        y = w * x + x / w
    return tape.gradient(y, [x, w])


print([slope.numpy().tolist() for slope in slopes(tf.constant([1.0, 2.0]), tf.constant(2.0))])
print([slope.numpy().tolist() for slope in slopes(tf.constant([[1.0], [2.0]]), tf.constant([2.0, 4.0]))])
