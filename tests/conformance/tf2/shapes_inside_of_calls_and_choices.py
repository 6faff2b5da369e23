"""A call inside a function knows shapes by its arguments; zeros for a variable in one branch ask for its whole shape."""


def show(function):
    try:
        print(function())
    except ValueError as error:
        print(str(error).strip().splitlines()[-1].strip())


known = tf.constant([1.0, 2.0])
any_rank = tf.function(input_signature=[tf.TensorSpec(None)])
any_length = tf.function(input_signature=[tf.TensorSpec([None])])
inner = [
    any_rank(lambda x: x + 1.0),
    any_rank(lambda x: tf.cond(tf.reduce_sum(x) > 1.0, lambda: x, lambda: x * 2.0)),
    any_rank(lambda x: tf.concat([x, x], 0)),
    any_rank(lambda x: tf.ensure_shape(x, [None])),
    any_length(lambda x: (tf.reduce_sum(x, keepdims=True), x[1:], x[:, None], x[0])),
    any_length(lambda x: tf.linalg.matvec(tf.ones([3, 2]), x)),
]
for function in [*inner, any_rank(lambda x: inner[0](inner[0](x)))]:
    outer = tf.function(lambda x: function(x))
    show(lambda: outer.get_concrete_function(tf.TensorSpec([None])).output_shapes)
    show(lambda: outer.get_concrete_function(tf.TensorSpec([2])).output_shapes)
    print(outer(known))
show(lambda: tf.function(lambda x: inner[5](x)).get_concrete_function(tf.TensorSpec([3])).output_shapes)

for shape in ([None], None, [2]):
    variable = tf.Variable([1.0, 2.0], shape=tf.TensorShape(shape))

    def gradient(function):
        with tf.GradientTape() as tape:
            y = function()
        return tape.gradient(y, variable)

    @tf.function
    def in_one_branch():
        y = known
        if known[0] > 0.0:
            y = y * variable
        return y

    @tf.function
    def in_both_branches():
        if known[0] > 0.0:
            y = known * variable
        else:
            y = variable * 2.0
        return y

    @tf.function
    def in_a_loop():
        y = known
        while y[0] < 3.0:
            y = y + variable
        return y

    @tf.function
    def in_one_of_three():
        return tf.switch_case(tf.constant(1), [lambda: known, lambda: variable * 2.0, lambda: known])

    for function in (in_one_branch, in_both_branches, in_a_loop, in_one_of_three):
        show(lambda: gradient(function))
