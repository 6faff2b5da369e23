"""What `gradients` and `minimize` add to a graph is counted and named node by node: sums back, shares, zeros, reshapes."""

def added(label, function, *shapes):
    with tf.Graph().as_default() as graph:
        inputs = [tf.placeholder(tf.float32, shape, name=f"x{i}") for i, shape in enumerate(shapes)]
        result = function(*inputs)
        before = len(graph.get_operations())
        found = tf.gradients(result, inputs)
        print(label, [op.name.removeprefix("gradients/") for op in graph.get_operations()[before + 3:]])
        print("   ", [g if g is None else g.name if hasattr(g, "name") else type(g).__name__ for g in found])

for name, function in (("add", tf.add), ("sub", tf.subtract), ("mul", tf.multiply), ("div", tf.divide), ("pow", tf.pow),
                       ("max", tf.maximum), ("squared", tf.squared_difference), ("mod", tf.floormod), ("atan2", tf.atan2)):
    for one, other in (([2, 3], [2, 3]), ([2, 3], [3]), ([], [None, 3]), ([None, 3], [None, 3]), ([2, 1], [1, 3]), (None, [2])):
        added(f"{name} {one} {other}", function, one, other)
for shape in ([2, 3], [None, 3], None):
    for name, function in (("sum", tf.reduce_sum), ("mean", tf.reduce_mean), ("max", tf.reduce_max)):
        added(f"{name} {shape}", function, shape)
        if shape:
            added(f"{name} {shape} rows", lambda x: function(x, 0), shape)
            added(f"{name} {shape} kept", lambda x: function(x, -1, keepdims=True), shape)
for shape in ([2, 3], [None, 3]):
    for name, function in (
        ("square", tf.square), ("sigmoid", tf.sigmoid), ("tanh", tf.tanh), ("log_softmax", tf.nn.log_softmax),
        ("concat", lambda x: tf.concat([x, tf.ones_like(x)], 1)), ("slice", lambda x: x[:, 1:]), ("tile", lambda x: tf.tile(x, [2, 1])),
        ("part", lambda x: tf.slice(x, [0, 0], [1, 2])), ("gather", lambda x: tf.gather(x, [0, 1])), ("pad", lambda x: tf.pad(x, [[1, 1], [0, 0]])),
        ("split", lambda x: tf.split(x, 3, 1)[1]), ("reshape", lambda x: tf.reshape(x, [-1])), ("stopped", lambda x: tf.reshape(tf.stop_gradient(x), [-1])),
        ("where", lambda x: tf.where(x > 0.0, x, -x)), ("broadcast", lambda x: tf.broadcast_to(x, [4, 2, 3])),
        ("checked", lambda x: tf.check_numerics(x, "")), ("logistic", lambda x: tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.ones_like(x), logits=x)),
        ("softmax loss", lambda x: tf.nn.softmax_cross_entropy_with_logits_v2(labels=tf.ones_like(x), logits=x)),
    ):
        added(f"{name} {shape}", function, shape)

x, y = tf.placeholder(tf.float32, [None, 3]), tf.placeholder(tf.float32, [None, 1])
w, b = tf.Variable(tf.zeros([3, 1]), name="w"), tf.Variable(0.0, name="b")
loss = tf.reduce_mean(tf.square(tf.matmul(x, w) + b - y))
for optimizer in (tf.train.GradientDescentOptimizer(0.1), tf.train.AdamOptimizer(0.1)):
    before = len(tf.get_default_graph().get_operations())
    step = optimizer.minimize(loss)
    print(step.name, len(tf.get_default_graph().get_operations()) - before)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for rows in (2, 3):
            sess.run(step, {x: [[1.0, 2.0, 3.0]] * rows, y: [[1.0]] * rows})
        print([round(float(v), 4) for v in sess.run(w).ravel()], round(float(sess.run(b)), 4))
