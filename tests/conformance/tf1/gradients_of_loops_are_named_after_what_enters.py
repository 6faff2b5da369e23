"""The gradient of what a branch or a loop takes from outside is named after the node that hands it in."""
x = tf.placeholder_with_default([1.0, 2.0], [2], name="x")
v = tf.Variable(3.0, name="v")
w = tf.get_variable("w", [], initializer=tf.ones_initializer(), use_resource=True)
start = tf.constant(2.0, name="start")
_, y = tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a * v + x), (0, x), name="loop")
_, z = tf.while_loop(lambda i, a: i < 2, lambda i, a: (i + 1, a * w), (0, start), name="kept")
mapped = tf.map_fn(lambda e: e * v, x)
chosen = tf.cond(v > 1.0, lambda: v * x, lambda: x)

def nested(i, a):
    return i + 1, a + tf.while_loop(lambda j, b: j < i, lambda j, b: (j + 1, b * v), (0, 1.0))[1]

_, deep = tf.while_loop(lambda i, a: i < 3, nested, (0, 0.0))
found = [tf.gradients(y, [x, v]), tf.gradients(z, [w, start]), tf.gradients(mapped, [x, v]), tf.gradients(chosen, [x, v]), tf.gradients(deep, v)]
for gradients in found:
    print([gradient.name for gradient in gradients])
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    for gradients in found:
        print([value.tolist() for value in session.run(gradients)])
