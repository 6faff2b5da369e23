"""Optimizers sum the rows of one index before their step, descent scatters them, and Adam moves all rows: by these nodes."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line][0]}"

def step(make, resource, indices, values, shown):
    tf.reset_default_graph()
    v = tf.get_variable("v", initializer=[[1., 1.], [1., 1.], [1., 1.]], use_resource=resource)
    before = len(tf.get_default_graph().get_operations())
    train = make().apply_gradients([(tf.IndexedSlices(tf.constant(values), tf.constant(indices)), v)])
    made = [(op.type, op.name.rpartition("update_v/")[2], [i.op.name.rpartition("update_v/")[2] for i in op.inputs])
            for op in tf.get_default_graph().get_operations()[before:] if "update_v/" in op.name]
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(train)
        return (made if shown else ""), sess.run(v).round(4).tolist()

rules = {
    "descent": lambda: tf.train.GradientDescentOptimizer(0.1), "momentum": lambda: tf.train.MomentumOptimizer(0.1, 0.9),
    "adagrad": lambda: tf.train.AdagradOptimizer(0.1), "adam": lambda: tf.train.AdamOptimizer(0.1),
    "rms": lambda: tf.train.RMSPropOptimizer(0.1), "ftrl": lambda: tf.train.FtrlOptimizer(0.1),
    "proximal": lambda: tf.train.ProximalGradientDescentOptimizer(0.1),
}
for name, make in rules.items():
    for resource in (False, True):
        print(name, resource, first(lambda: step(make, resource, [2, 0, 2], [[1., 2.], [3., 4.], [5., 6.]], True)))
        print(first(lambda: step(make, resource, [[0, 2]], [[[1., 2.], [3., 4.]]], False)))
        print(first(lambda: step(make, resource, 0, [1., 2.], False)))

def told_late(make, resource, indices, values):
    tf.reset_default_graph()
    v = tf.get_variable("v", initializer=[[1., 1.], [1., 1.], [1., 1.]], use_resource=resource)
    rows, places = tf.placeholder(tf.float32), tf.placeholder(tf.int32)
    train = make().apply_gradients([(tf.IndexedSlices(rows, places), v)])
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        try:
            sess.run(train, {rows: values, places: indices})
        except tf.errors.InvalidArgumentError as error:
            return [line for line in str(error).splitlines() if "at offset" in line or "must match" in line]

for make in (rules["momentum"], rules["adagrad"]):
    for resource in (False, True):
        print(told_late(make, resource, [0, 7], [[1., 2.], [1., 2.]]), told_late(make, resource, [0, 1], [[1., 2., 3.], [1., 2., 3.]]))
