"""A tutorial page on graphs and gradient descent prints, cell by cell, what TensorFlow prints."""

# A book chapter: managing graphs, gradients by hand and by the graph, name and variable scopes.
import numpy as np


def reset_graph(seed=42):
    tf.reset_default_graph()
    tf.set_random_seed(seed)
    np.random.seed(seed)


reset_graph()
x = tf.Variable(3, name="x")
y = tf.Variable(4, name="y")
f = x * x * y + y + 2

print(repr(f))

sess = tf.Session()
sess.run(x.initializer)
sess.run(y.initializer)
result = sess.run(f)
print(result)

sess.close()

with tf.Session() as sess:
    x.initializer.run()
    y.initializer.run()
    result = f.eval()
print(repr(result))

init = tf.global_variables_initializer()
with tf.Session() as sess:
    init.run()
    result = f.eval()
print(repr(result))

init = tf.global_variables_initializer()
sess = tf.InteractiveSession()
init.run()
result = f.eval()
print(result)

sess.close()

reset_graph()
x1 = tf.Variable(1)
print(repr(x1.graph is tf.get_default_graph()))

graph = tf.Graph()
with graph.as_default():
    x2 = tf.Variable(2)
print(repr(x2.graph is graph))

print(repr(x2.graph is tf.get_default_graph()))

w = tf.constant(3)
x = w + 2
y = x + 5
z = x * 3
with tf.Session() as sess:
    print(y.eval())
    print(z.eval())

with tf.Session() as sess:
    y_val, z_val = sess.run([y, z])
    print(y_val)
    print(z_val)

rng = np.random.RandomState(0)
m, n = (50, 3)
data = rng.rand(m, n).astype(np.float64)
target = data @ np.array([1.0, 2.0, -1.0]) + 0.5 + rng.randn(m) * 0.01
housing_data_plus_bias = np.c_[np.ones((m, 1)), data]

reset_graph()
X = tf.constant(housing_data_plus_bias, dtype=tf.float32, name="X")
y = tf.constant(target.reshape(-1, 1), dtype=tf.float32, name="y")
XT = tf.transpose(X)
theta = tf.matmul(tf.matmul(tf.matrix_inverse(tf.matmul(XT, X)), XT), y)
with tf.Session() as sess:
    theta_value = theta.eval()

print(repr(theta_value.round(3)))

reset_graph()
A = tf.placeholder(tf.float32, shape=(None, 3))
B = A + 5
with tf.Session() as sess:
    B_val_1 = B.eval(feed_dict={A: [[1, 2, 3]]})
    B_val_2 = B.eval(feed_dict={A: [[4, 5, 6], [7, 8, 9]]})
print(B_val_1)
print(B_val_2)

reset_graph()
a1 = tf.Variable(0, name="a")
a2 = tf.Variable(0, name="a")
with tf.name_scope("param"):
    a3 = tf.Variable(0, name="a")
with tf.name_scope("param"):
    a4 = tf.Variable(0, name="a")
for node in (a1, a2, a3, a4):
    print(node.op.name)

reset_graph()


def relu(X):
    with tf.name_scope("relu"):
        w_shape = (int(X.get_shape()[1]), 1)
        w = tf.Variable(tf.random_normal(w_shape), name="weights")
        b = tf.Variable(0.0, name="bias")
        z = tf.add(tf.matmul(X, w), b, name="z")
        return tf.maximum(z, 0.0, name="max")


n_features = 3
X = tf.placeholder(tf.float32, shape=(None, n_features), name="X")
relus = [relu(X) for i in range(5)]
output = tf.add_n(relus, name="output")
print([o.name for o in tf.get_default_graph().get_operations()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(output, {X: np.ones((2, 3))}))

reset_graph()


def relu(X, threshold):
    with tf.name_scope("relu"):
        w_shape = (int(X.get_shape()[1]), 1)
        w = tf.Variable(tf.random_normal(w_shape), name="weights")
        b = tf.Variable(0.0, name="bias")
        z = tf.add(tf.matmul(X, w), b, name="z")
        return tf.maximum(z, threshold, name="max")


threshold = tf.Variable(0.0, name="threshold")
X = tf.placeholder(tf.float32, shape=(None, n_features), name="X")
relus = [relu(X, threshold) for i in range(5)]
output = tf.add_n(relus, name="output")
print(repr(output))


def relu(X):
    with tf.name_scope("relu"):
        if not hasattr(relu, "threshold"):
            relu.threshold = tf.Variable(0.0, name="threshold")
        return tf.maximum(X, relu.threshold, name="max")


relu(X)
print(repr(relu.threshold))

reset_graph()
with tf.variable_scope("my_scope"):
    x0 = tf.get_variable("x", shape=(), initializer=tf.constant_initializer(0.0))
    x1 = tf.Variable(0.0, name="x")
    x2 = tf.Variable(0.0, name="x")
with tf.variable_scope("my_scope", reuse=True):
    x3 = tf.get_variable("x")
    x4 = tf.Variable(0.0, name="x")
with tf.variable_scope("", default_name="", reuse=True):
    x5 = tf.get_variable("my_scope/x")
print("x0:", x0.op.name)
print("x1:", x1.op.name)
print("x2:", x2.op.name)
print("x3:", x3.op.name)
print("x4:", x4.op.name)
print("x5:", x5.op.name)
print(x0 is x3 and x3 is x5)

reset_graph()
text = np.array("Do you want some café?".split())
text_tensor = tf.constant(text)
with tf.Session() as sess:
    print(text_tensor.eval())
print(repr(text_tensor))

sess = tf.InteractiveSession()
print(repr(tf.Variable(tf.random_uniform([4, 1], -1.0, 1.0, seed=42)).initialized_value().eval()))

print(repr(tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES)))
