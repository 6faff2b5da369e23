"""A scan whose function gives another structure than it was given is refused; rows of a resource come back reshaped."""

x = tf.constant([1.0, 2.0])


def attempt(function, *arguments, **named):
    try:
        print(function(*arguments, **named))
    except Exception as error:
        print(type(error).__name__, "|", str(error).splitlines()[0])


attempt(tf.scan, lambda a, e: [a, e], x)
attempt(tf.scan, lambda a, e: (a, e), x, initializer=(1.0, 2.0))
attempt(tf.scan, lambda a, e: a[0], x, initializer=(1.0, 2.0))
attempt(tf.scan, lambda a, e: [a[0], a[1]], x, initializer=(1.0, 2.0))
attempt(tf.scan, lambda a, e: a + e[0], (x, x))
attempt(tf.scan, lambda a, e: (a[0] + e[0], a[1]), (x, x))
table = tf.get_variable("table", [3, 2], use_resource=True)
for ids in ([0, 0, 2], [[0, 0, 2]], tf.placeholder(tf.int64, [None])):
    print(tf.gradients(tf.reduce_sum(tf.gather(table, ids)), table)[0])
