"""The gradient of an op in a branch or a loop stands under its name in the scope of all gradients, and so do sums."""


def rules(build):
    with tf.Graph().as_default() as graph:
        v = tf.get_variable("v", initializer=[1.0, 2.0])
        result = build(v)
        before = len(graph.get_operations())
        print(tf.gradients(result, v))
        made = [operation.name for operation in graph.get_operations()[before:]]
        print(sorted(name for name in made if name.endswith(("_grad/Mul", "_grad/Mul_1", "_grad/mul", "_grad/mul_1"))))
        print([name for name in made if "AddN" in name])


rules(lambda v: tf.cond(v[0] > 3.0, lambda: v * v, lambda: v + 1.0))
rules(lambda v: tf.cond(v[0] > 3.0, lambda: v * v, lambda: tf.sin(v) * v))
rules(lambda v: tf.while_loop(lambda y: tf.reduce_sum(y) < 3.0, lambda y: y * v, [v]))
rules(lambda v: tf.while_loop(lambda y: tf.reduce_sum(y) < 3.0, lambda y: y * y * v, [tf.ones([2])]))
rules(lambda v: tf.cond(v[0] > 3.0, lambda: v * v,
                        lambda: tf.while_loop(lambda y: tf.reduce_sum(y) < 3.0, lambda y: y + 1.0, [v])))
