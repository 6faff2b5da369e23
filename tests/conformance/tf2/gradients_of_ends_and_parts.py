"""Both ends of linspace, parts of complex numbers that were broadcast, and a constant in another shape have gradients."""


def say(f, *xs):
    def gradients(*xs):
        with tf.GradientTape() as tape:
            tape.watch(xs)
            y = f(*xs)
        return tape.gradient(y, list(xs))

    print(f(*xs).shape, gradients(*xs), tf.function(gradients, autograph=False)(*xs))


row, other, one = tf.constant([0.0, 1.0]), tf.constant([2.0, 3.0]), tf.constant(3.0)
say(tf.complex, tf.constant([[1.0]]), tf.constant([[1.0, 2.0]]))
say(tf.complex, row, one)
for count in (3, 2, 1, 0):
    say(lambda a, b: tf.linspace(a, b, count), row, other)
say(lambda a, b: tf.linspace(a, b, 3, axis=-1), row, one)
say(lambda a, b: tf.linspace(a, b, 4) * tf.constant([[1.0], [2.0], [3.0], [4.0]]), row, one)
say(lambda x: tf.argsort(x), row)
with tf.GradientTape(persistent=True) as tape:
    tape.watch(row)
    same, turned, filled = tf.constant(row), tf.constant(row, shape=[2, 1]), tf.constant(row[:1], shape=[])
print(tape.gradient(same, row), tape.gradient(turned, row), tape.gradient(filled, row))
