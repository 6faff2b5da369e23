"""A variable made under tf.init_scope inside a tf.function still counts as made by the function: only once, or ValueError."""


@tf.function
def f():
    with tf.init_scope():
        v = tf.Variable(1.0)
    return v + 1.0


try:
    print(f())
except ValueError as error:
    print(type(error).__name__, "singleton" in str(error))
kept = []


@tf.function
def g():
    if not kept:
        with tf.init_scope():
            kept.append(tf.Variable(1.0))
    return kept[0].assign_add(1.0)


print(g().numpy(), g().numpy())
