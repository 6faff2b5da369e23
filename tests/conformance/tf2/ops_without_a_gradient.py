"""A tape names the op that has no gradient, also of one whose result is no number; what is no tensor is no target."""


def say(f, x):
    def gradient(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = f(x)
        return tape.gradient(y, x)

    for call in (gradient, tf.function(gradient, autograph=False)):
        try:
            print(call(x))
        except Exception as error:
            print(type(error).__name__, str(error).splitlines()[0])


x = tf.constant([1.0, float("nan")])
for f in (
    tf.math.is_nan, tf.math.is_inf, tf.math.is_finite, tf.guarantee_const, tf.where, tf.floor, tf.sign, tf.round,
    lambda x: tf.searchsorted([0.0, 1.0], x), lambda x: tf.math.in_top_k([0], [x], 1),
    lambda x: tf.where(tf.math.is_finite(x), x, 0.0), lambda x: x.shape, lambda x: x > 0.0,
    lambda x: tf.histogram_fixed_width(x, [0.0, 1.0]), lambda x: "a", lambda x: [x, 2.5], lambda x: {"a": object},
):
    say(f, x)
with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.nn.softsign(x)
    first = tape.gradient(y, x)
print(first)
try:
    print(outer.gradient(first, x))
except LookupError as error:
    print(error)
