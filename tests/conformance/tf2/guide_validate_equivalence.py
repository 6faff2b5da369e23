"""A page on checking a migration: the same numbers from a graph with a session and from eager objects with the same weights."""
import numpy as np

v1 = tf.compat.v1
data = np.array([[1.0, 2.0], [3.0, 4.0]], np.float32)
with tf.Graph().as_default(), v1.Session() as session:
    x = v1.placeholder(tf.float32, [None, 2])
    w = v1.get_variable("w", shape=[2, 3], initializer=v1.constant_initializer(0.5))
    b = v1.get_variable("b", shape=[3], initializer=v1.zeros_initializer())
    y = tf.nn.relu(tf.matmul(x, w) + b)
    gradient = v1.gradients(tf.reduce_sum(y), [w])[0]
    session.run(v1.global_variables_initializer())
    old_y, old_gradient = session.run([y, gradient], {x: data})
    weights = {v.name: session.run(v) for v in v1.global_variables()}


class Layer(tf.Module):
    def __init__(self):
        super().__init__()
        self.w, self.b = tf.Variable(weights["w:0"], name="w"), tf.Variable(weights["b:0"], name="b")

    def __call__(self, x):
        return tf.nn.relu(x @ self.w + self.b)


layer = Layer()
with tf.GradientTape() as tape:
    new_y = layer(data)
    total = tf.reduce_sum(new_y)
print(np.allclose(old_y, new_y), np.allclose(old_gradient, tape.gradient(total, layer.w)), sorted(weights), old_y.tolist())
np.testing.assert_allclose(old_y, new_y, rtol=1e-6)
print({v.name: tuple(v.shape) for v in layer.variables}, sum(int(tf.size(v)) for v in layer.variables))
