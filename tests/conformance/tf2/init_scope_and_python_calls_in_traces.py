"""`init_scope` leaves all traces, for eager code or for the `tf.Graph` around; Python calls are declared by specs too."""

seen = []


@tf.function
def lifts():
    with tf.compat.v1.init_scope():
        seen.append(tf.executing_eagerly())
        seen.append((tf.constant(1.0) + 1.0).numpy())
    with tf.init_scope():
        seen.append(tf.executing_eagerly())
    return tf.constant(2.0)


print(lifts().numpy(), seen)
graph = tf.Graph()
with graph.as_default():
    with tf.init_scope():
        print(tf.executing_eagerly(), tf.compat.v1.get_default_graph() is graph)

    @tf.function
    def inside(x):
        with tf.init_scope():
            seen.append((tf.executing_eagerly(), tf.compat.v1.get_default_graph() is graph))
            seen.append(tf.constant(3.0, name="lifted").name)
        return x * 2.0

    result = inside(tf.constant(1.0))
    print(seen[-2:], [op.name for op in graph.get_operations() if "lifted" in op.name])
with tf.compat.v1.Session(graph=graph) as sess:
    print(sess.run([result, "lifted:0"]))


@tf.compat.v1.recompute_grad
def computed_again(x):
    seen.append("computed")
    return tf.sin(x) * x


x = tf.constant(1.0)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = computed_again(x)
print(round(float(tape.gradient(y, x)), 4), seen[-2:])


def doubled(x):
    return x * 2


print(tf.py_function(doubled, [tf.constant([1.0, 2.0])], tf.TensorSpec([2], tf.float32)).numpy())


@tf.function
def python_calls(x):
    y = tf.py_function(doubled, [x], tf.TensorSpec([2], tf.float32))
    first, second = tf.py_function(lambda a: (a, a), [x], [tf.TensorSpec(None, tf.float32), tf.float32])
    z = tf.numpy_function(lambda a: a, [x], tf.float32)
    print(y.shape, y.op.type, first.shape, second.op.type, z.op.type)
    return y + first + second + z


print(python_calls(tf.constant([1.0, 2.0])).numpy(), python_calls(tf.constant([1.0, 2.0, 3.0])).numpy())
