"""Inside a tf.Graph variable_scope and get_variable share by name, with reuse and AUTO_REUSE, and refuse what does not exist or exists."""
v1 = tf.compat.v1


def layer(x):
    w = v1.get_variable("w", shape=[], initializer=v1.constant_initializer(2.0))
    return x * w


with tf.Graph().as_default():
    with v1.variable_scope("first"):
        layer(1.0)
    with v1.variable_scope("first", reuse=True):
        layer(1.0)
    with v1.variable_scope("second", reuse=v1.AUTO_REUSE):
        layer(1.0)
        layer(1.0)
    print([v.name for v in v1.global_variables()], len(v1.trainable_variables()))
    for label, scope, reuse in (("exists", "first", None), ("missing", "third", True)):
        try:
            with v1.variable_scope(scope, reuse=reuse):
                layer(1.0)
        except ValueError as error:
            print(label, type(error).__name__ + ":", str(error).split(". ")[0].split(" Originally")[0])
