"""In a function and its branches colocate_with takes variables and values from outside, and symbols of the graph around."""

v = tf.Variable([1.0])
outside = tf.constant([2.0])


def beside(x, targets):
    graph = tf.compat.v1.get_default_graph()
    for target in targets:
        with graph.colocate_with(target, ignore_existing=True):
            made = tf.identity(x)
        groups = made.op.colocation_groups()
        print(len(groups), groups == [b"loc:@" + made.op.name.encode()])
    return made


@tf.function
def f(x):
    y = beside(x, (v, outside, x, x.op, 3.0, None))
    return tf.cond(x[0] > 0.0, lambda: beside(x, (v, outside, x, y)), lambda: x)


print(f(outside).numpy())
