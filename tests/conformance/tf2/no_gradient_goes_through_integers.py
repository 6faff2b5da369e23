"""A variable of integers or truths is watched, and nothing that is computed of it has a gradient."""


def told(function, variable):
    with tf.GradientTape() as tape:
        y = function(variable)
    print(tape.gradient(y, variable), [one.name for one in tape.watched_variables()])


v = tf.Variable([1, 2], name="v")
for function in (
    lambda v: v * v * v,
    lambda v: v * v,
    lambda v: v + 1,
    lambda v: 2 * v,
    lambda v: -v,
    lambda v: tf.square(v),
    lambda v: tf.reduce_sum(v * v),
    lambda v: tf.identity(v),
    lambda v: tf.cast(v, tf.float32) * 2.0,
):
    told(function, v)
told(lambda b: tf.cast(b, tf.float32) * 2.0, tf.Variable([True], name="b"))
c = tf.constant([1, 2])
with tf.GradientTape() as tape:
    tape.watch(c)
    y = c * c
print(tape.gradient(y, c))


@tf.function
def inside():
    with tf.GradientTape() as tape:
        y = v * v
    return tape.gradient(y, v)


print(inside())
