"""while_loop, cond, case and switch_case take functions and work eagerly and in a trace."""


def run():
    i, total = tf.while_loop(lambda i, t: i < 5, lambda i, t: (i + 1, t + i), [tf.constant(0), tf.constant(0)])
    picked = tf.cond(total > 5, lambda: "many", lambda: "few")
    cases = tf.case([(total < 3, lambda: 1), (total < 20, lambda: 2)], default=lambda: 3)
    switched = tf.switch_case(tf.constant(1), [lambda: 10, lambda: 20], default=lambda: -1)
    return i, total, picked, cases, switched, tf.switch_case(tf.constant(7), {0: lambda: 1, 1: lambda: 2}, default=lambda: -1)


print([t.numpy() if hasattr(t, "numpy") else t for t in run()])
print([t.numpy() for t in tf.function(run)()])


@tf.function
def grow():
    return tf.while_loop(lambda i, x: i < 3, lambda i, x: (i + 1, tf.concat([x, [i]], 0)), [0, tf.zeros([0], tf.int32)],
                         shape_invariants=[tf.TensorShape([]), tf.TensorShape([None])])[1]


print(grow(), tf.while_loop(lambda i: i < 100, lambda i: [i * 2], [tf.constant(1)], maximum_iterations=3))
try:
    tf.function(lambda: tf.while_loop(lambda i, x: i < 3, lambda i, x: (i + 1, tf.concat([x, [i]], 0)), [0, tf.zeros([0], tf.int32)]))()
except ValueError as error:
    print(type(error).__name__, "shape" in str(error))
x = tf.Variable(3.0)
with tf.GradientTape(persistent=True) as tape:
    y = tf.cond(x > 0, lambda: x * x, lambda: -x)
    z, _ = tf.while_loop(lambda t, i: i < 3, lambda t, i: (t * x, i + 1), [tf.constant(1.0), 0])
print(tape.gradient(y, x).numpy(), tape.gradient(z, x).numpy())
