"""None, lists of nothing and shapes that are partly unknown are refused in TensorFlow's words, or count as nothing."""
x = tf.placeholder(tf.float32, [None, 2], name="x")
k = tf.constant(1)
v = tf.Variable(1.0)

def told(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, "|", str(error).split("\n")[0])

for call in (
    lambda: x + None, lambda: None + x, lambda: x * None, lambda: tf.add(None, x),
    lambda: tf.constant(None), lambda: tf.zeros(x.shape), lambda: tf.zeros(x.shape[1:]).shape, lambda: tf.tuple([]), lambda: tf.tuple([None]),
    lambda: tf.global_norm([None]).name, lambda: tf.clip_by_global_norm([None], 1.0)[0], lambda: tf.assign_add(3.0, 1.0),
    lambda: tf.ensure_shape(k, [2]), lambda: tf.train.GradientDescentOptimizer(0.1).minimize(3.0),
    lambda: tf.cond(k > 0, lambda: [x], lambda: (x,)), lambda: tf.cond(k > 0, lambda: [], lambda: []), lambda: tf.cond(k > 0, lambda: [x]),
    lambda: tf.cond(k > 0, lambda: [x, x], lambda: (x, x)),
    lambda: tf.while_loop(lambda i: [i < 3], lambda i: i + 1, [0]), lambda: tf.while_loop(lambda i: i < 3, lambda i: i + 1, [0], shape_invariants=[None]),
):
    told(call)
_, power = tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a * v), (0, 1.0))
first = tf.gradients(power, v)[0]
told(lambda: tf.gradients(first, v))
told(lambda: tf.hessians(power, v))
