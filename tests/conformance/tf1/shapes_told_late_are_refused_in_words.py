"""What a placeholder turns out to be is refused as TensorFlow words it, and no variable takes another shape by a step."""
given = tf.placeholder(tf.float32, name="given")
position = tf.placeholder(tf.int32, name="position")
classes, logits = tf.placeholder(tf.int32, [None]), tf.placeholder(tf.float32, [None, 3])
sess = tf.Session()


def told(fetch, feeds, *marks):
    try:
        print(sess.run(fetch, feeds))
    except tf.errors.OpError as error:
        lines = str(error).split("\n")
        print(type(error).__name__, *[line for line in lines if any(mark in line for mark in marks)][:1])


for resource in (False, True):
    for rule in (
        tf.train.GradientDescentOptimizer(0.5), tf.train.MomentumOptimizer(0.5, 0.9), tf.train.AdamOptimizer(),
        tf.train.AdagradOptimizer(0.1), tf.train.RMSPropOptimizer(0.1), tf.train.RMSPropOptimizer(0.1, centered=True),
        tf.train.FtrlOptimizer(0.1), tf.train.AdadeltaOptimizer(0.1), tf.train.ProximalGradientDescentOptimizer(0.1),
        tf.train.ProximalAdagradOptimizer(0.1),
    ):
        variable = tf.Variable([0.0, 0.0], use_resource=resource)
        step = rule.apply_gradients([(given, variable)])
        sess.run(tf.global_variables_initializer())
        print(rule.get_name())
        for value in ([1.0, 2.0, 3.0], [1.0], 1.0, [[1.0, 2.0]]):
            told(step, {given: value}, "same shape")
        print(sess.run(variable))
partly = tf.placeholder(tf.float32, [None], name="partly")
plain = tf.Variable([0.0, 0.0])
step = tf.train.GradientDescentOptimizer(0.5).apply_gradients([(partly, plain)])
sess.run(plain.initializer)
told(step, {partly: [1.0]}, "same shape")
told([step, plain], {partly: [1.0, 2.0]})

loss = tf.losses.sparse_softmax_cross_entropy(classes, logits)
for few, rows in (([1, 2], 1), ([1], 2), ([1, 2, 0], 2), ([1], 1)):
    told(loss, {classes: few, logits: [[1.0, 1.0, 1.0]] * rows}, "must have")

for check in (
    tf.assert_rank(given, 2), tf.assert_rank(given, 2, message="not it"), tf.assert_rank_at_least(given, 3, message="few"),
    tf.assert_rank_in(given, [0, 2]), tf.assert_rank_in(given, [2, 3], message="none"),
    tf.assert_rank(given, 2, data=["seen", given]),
):
    for value in (1.0, [1.0, 2.0], [[[[1.0]]]]):
        told(check, {given: value}, "assertion failed")

table = tf.Variable([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
sess.run(table.initializer)
told(table[position].assign([7.0, 7.0, 7.0]), {position: 7}, "out of bounds")
told(table[0, position].assign(7.0), {position: -5}, "out of bounds")
told(table[position].assign([7.0, 8.0, 9.0]), {position: 1})
for value in ([[1.0, 2.0, 3.0]], [[1.0], [2.0]], [[1.0, 2.0], [3.0, 4.0]]):
    told(tf.diag_part(given), {given: value}, "Invalid shape")
lazy = tf.Variable(1.0, use_resource=True, name="lazy")
told(lazy.assign_add(1.0), {}, "Resource localhost")
