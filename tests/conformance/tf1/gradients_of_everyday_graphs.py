"""Gradients are added up over targets, weighed, stopped, gated and named by the operations they come from."""

def first(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {[line for line in str(error).splitlines() if line.strip()][0][:160]}"

x, y = tf.placeholder(tf.float32, [2], name="x"), tf.Variable([1.0, 2.0], name="y")
z = tf.multiply(x, y, name="z")
s = tf.reduce_sum(z**2, name="s")
found = tf.gradients(s, [x, y])
print([g.name for g in found], tf.gradients(s, tf.constant(1.0)), tf.gradients([s, z], x)[0].name)
print(tf.gradients(s, x, grad_ys=tf.constant(2.0), name="weighed")[0].name, tf.gradients(s, [x, y], stop_gradients=[z]), tf.gradients(s, x, unconnected_gradients="zero")[0].shape)
gathered = tf.gather(y, [0, 0, 1])
sparse = tf.gradients(gathered, y)[0]
print(type(sparse).__name__, sparse.dense_shape is not None, type(tf.gradients(gathered * 2.0 + tf.gather(y, [1, 1, 1]), y)[0]).__name__)
optimizer = tf.train.GradientDescentOptimizer(0.1)
pairs = optimizer.compute_gradients(s)
clipped, norm = tf.clip_by_global_norm([g for g, _ in pairs], 1.0)
step = optimizer.apply_gradients(zip(clipped, [v for _, v in pairs]), global_step=tf.train.get_or_create_global_step())
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print([g.tolist() for g in sess.run(found, {x: [1.0, 3.0]})], sess.run(sparse).values.tolist(), round(float(sess.run(norm, {x: [1.0, 3.0]})), 4))
    print(sess.run(step, {x: [1.0, 3.0]}), [round(float(v), 4) for v in sess.run(y)], sess.run(tf.train.get_global_step()))
    print([g.tolist() for g in sess.run(tf.gradients(tf.nn.softmax_cross_entropy_with_logits_v2(labels=[0.0, 1.0], logits=y), y))][0][0] < 0)
    h = tf.gradients(tf.gradients(tf.reduce_sum(y**4), y), y)
    print([round(float(v), 2) for v in sess.run(h)[0]])
print(first(lambda: tf.gradients(s, [x, y], grad_ys=[1.0, 2.0])), first(lambda: tf.gradients(tf.cast(x, tf.complex64), x)), tf.gradients(tf.argmax(x), x))
print(first(lambda: optimizer.minimize(tf.constant(1.0))), first(lambda: optimizer.apply_gradients([])), first(lambda: optimizer.apply_gradients([(None, y)])), first(lambda: optimizer.minimize(s, var_list=[])))


@tf.RegisterGradient("Doubled")
def doubled(op, dy):
    return dy * 2.0


with tf.get_default_graph().gradient_override_map({"Identity": "Doubled"}):
    over = tf.identity(x)
with tf.Session() as sess:
    print(sess.run(tf.gradients(over, x), {x: [1.0, 2.0]})[0].tolist(), first(lambda: tf.RegisterGradient("Doubled")(doubled))[:52])


@tf.custom_gradient
def squared(x):
    return x * x, lambda dy: dy * 100.0


v = tf.get_variable("used", [], initializer=tf.ones_initializer(), use_resource=True)


@tf.custom_gradient
def with_variable(x):
    def grad(dy, variables=None):
        return dy * 7.0, [dy * 11.0 for _ in variables]

    return x * v, grad


with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(tf.gradients(squared(x), x), {x: [1.0, 2.0]})[0].tolist(), first(lambda: sess.run(tf.gradients(with_variable(tf.constant(2.0)), v))))
