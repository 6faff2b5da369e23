"""A function with a gradient of its own takes keywords when it runs at once; in a function they are refused, also of a recomputed one."""


def outcome(label, call):
    try:
        print(label, call())
    except Exception as error:
        print(label, type(error).__name__, str(error).splitlines()[-1].strip())


@tf.custom_gradient
def scaled(x, by=2.0):
    return x * by, lambda dy: dy * by


again = tf.recompute_grad(lambda x, by=2.0: x * by)
for label, function in (("scaled", scaled), ("recomputed", again)):
    outcome(label, lambda: function(tf.constant(1.0), by=3.0))
    outcome(label + " in a function", lambda: tf.function(lambda x: function(x, by=3.0))(tf.constant(1.0)))
    outcome(label + " without", lambda: tf.function(lambda x: function(x))(tf.constant(1.0)))
