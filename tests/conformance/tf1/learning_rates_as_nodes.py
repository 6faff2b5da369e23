"""What learning rates are made of, node by node, and their values along the way."""

kinds = [
    ("cosine_decay", {}),
    ("linear_cosine_decay", {}),
    ("polynomial_decay", {}),
    ("polynomial_decay", {"cycle": True, "power": 2.0}),
    ("exponential_decay", {"decay_rate": 0.5}),
    ("natural_exp_decay", {"decay_rate": 0.5}),
    ("inverse_time_decay", {"decay_rate": 0.5, "staircase": True}),
]
for name, options in kinds:
    tf.reset_default_graph()
    step = tf.placeholder(tf.int64, [], name="step")
    rate = getattr(tf.train, name)(0.1, step, 10, **options)
    print(name, rate.name, [op.name for op in tf.get_default_graph().get_operations()])
    with tf.Session() as sess:
        print([round(float(sess.run(rate, {step: number})), 5) for number in (0, 5, 10, 15)])
tf.reset_default_graph()
step = tf.placeholder(tf.int64, [], name="step")
rate = tf.train.piecewise_constant(step, [2, 5], [1.0, 0.5, 0.1])
with tf.Session() as sess:
    print(rate.name, [round(float(sess.run(rate, {step: number})), 5) for number in (0, 2, 3, 5, 6)])
for bounds, values in (([1.5], [1.0, 2.0]), ([1], [1.0])):
    try:
        tf.train.piecewise_constant(step, bounds, values)
    except ValueError as error:
        print(str(error).splitlines()[0])
