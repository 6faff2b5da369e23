"""A resource without a value, options that are none, names of a saver that are no text, a crop that is too large: in which words."""

def words(function, *known):
    try:
        return function()
    except Exception as error:
        lines = [line.strip() for line in str(error).splitlines() if line]
        return type(error).__name__, [line for line in lines if any(k in line for k in known)][:1] if known else lines[0]

for others in (False, True):
    tf.reset_default_graph()
    v = tf.get_variable("ru", initializer=[1., 2.], use_resource=True)
    w = tf.get_variable("other", initializer=1., use_resource=True)
    with tf.Session() as sess:
        if others:
            sess.run(w.initializer)
        known = "Could not find", "does not exist"
        descent = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(v * v))
        for fetch in (v, v + 1, descent, tf.group(v.assign_add([1., 1.])), tf.gather(v, [0]), tf.scatter_add(v, [0], [1.])):
            print(words(lambda: sess.run(fetch), *known))
        for _ in range(4):
            print(words(lambda: sess.run(v * 2), *known))
        print(words(v.eval, *known), words(lambda: tf.train.Saver([v]).save(sess, "/nowhere/at"), *known))

x = tf.constant(1)
sess = tf.Session()
print(words(lambda: sess.run(x, options=3)), words(lambda: sess.run(x, run_metadata=3)), words(lambda: sess.run(x, None, "a")))
print(sess.run(x, options=tf.RunOptions()), sess.run(x, run_metadata=tf.RunMetadata()))
v = tf.Variable(1.)
print(words(lambda: tf.train.Saver({v: v})), words(lambda: tf.train.Saver({1: v})))
y = v * v + 3 * v
for method in (77, "tree", 2, None):
    print(words(lambda: [g.dtype for g in tf.gradients(y, v, aggregation_method=method)]))
print(words(lambda: tf.train.GradientDescentOptimizer(1.).minimize(y, aggregation_method=77)))

tf.reset_default_graph()
value = tf.placeholder(tf.float32, [None, None])
part = tf.random_crop(value, [3, 2], seed=1)
print([(op.type, op.name, [i.name for i in op.inputs], [i.name for i in op.control_inputs]) for op in tf.get_default_graph().get_operations()])
with tf.Session() as sess:
    for size in (2, 3):
        print(words(lambda: sess.run(part, {value: [[1., 2.]] * size}).tolist(), "assertion"))
