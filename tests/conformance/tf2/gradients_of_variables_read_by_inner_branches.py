"""A variable that only a branch inside another branch, or inside a loop, reads has its gradient through both."""

v = tf.Variable(1.5)


def in_a_loop(x):
    y = x
    for _ in tf.range(3):
        y = tf.cond(y > 0.2, lambda: tf.sin(y * v), lambda: y + v)
    return y


def in_one_side_of_a_loop(x):
    y = x
    for _ in tf.range(3):
        y = tf.cond(y > 0.2, lambda: tf.sin(y * v), lambda: y + 1.0)
    return y


def in_a_branch(x):
    return tf.cond(x > 0.2, lambda: tf.cond(x > 0.1, lambda: tf.sin(x * v), lambda: x + v), lambda: x + 1.0)


def in_a_loop_in_a_branch(x):
    return tf.cond(x > 0.2, lambda: tf.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, y * v), [0, x])[1], lambda: x)


for function in (in_a_loop, in_one_side_of_a_loop, in_a_branch, in_a_loop_in_a_branch):
    for start in (0.5, 0.1):
        x = tf.Variable(start)
        with tf.GradientTape() as tape:
            y = tf.function(function)(x)
        found = [None if part is None else f"{part.numpy():.4f}" for part in tape.gradient(y, [x, v])]
        print(function.__name__, start, f"{y.numpy():.4f}", found)


@tf.function
def inside(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = in_a_loop(x)
    return tape.gradient(y, [x, v])


print([f"{part.numpy():.4f}" for part in inside(tf.constant(0.5))])
