"""A tutorial page on course notebook prints, cell by cell, what TensorFlow prints."""

# A course notebook: a cost by hand, one-hot labels, parameters in a dict.
import numpy as np

np.random.seed(1)
y_hat = tf.constant(36, name="y_hat")
y = tf.constant(39, name="y")
loss = tf.Variable((y - y_hat) ** 2, name="loss")
init = tf.global_variables_initializer()
with tf.Session() as session:
    session.run(init)
    print(session.run(loss))

a = tf.constant(2)
b = tf.constant(10)
c = tf.multiply(a, b)
print(c)

sess = tf.Session()
print(sess.run(c))

x = tf.placeholder(tf.int64, name="x")
print(sess.run(2 * x, feed_dict={x: 3}))
sess.close()


def linear_function():
    np.random.seed(1)
    X = tf.constant(np.random.randn(3, 1), name="X")
    W = tf.constant(np.random.randn(4, 3), name="W")
    b = tf.constant(np.random.randn(4, 1), name="b")
    Y = tf.add(tf.matmul(W, X), b)
    sess = tf.Session()
    result = sess.run(Y)
    sess.close()
    return result


print("result = " + str(linear_function()))


def one_hot_matrix(labels, C):
    C = tf.constant(C, name="C")
    one_hot_matrix = tf.one_hot(labels, C, axis=0)
    sess = tf.Session()
    one_hot = sess.run(one_hot_matrix)
    sess.close()
    return one_hot


print("one_hot = " + str(one_hot_matrix(np.array([1, 2, 3, 0, 2, 1]), C=4)))


def ones(shape):
    ones = tf.ones(shape)
    sess = tf.Session()
    ones = sess.run(ones)
    sess.close()
    return ones


print("ones = " + str(ones([3])))


def create_placeholders(n_x, n_y):
    X = tf.placeholder(shape=[n_x, None], dtype=tf.float32, name="X")
    Y = tf.placeholder(tf.float32, [n_y, None], name="Y")
    return (X, Y)


X, Y = create_placeholders(12288, 6)
print("X = " + str(X))
print("Y = " + str(Y))

trX = np.linspace(-1, 1, 101)
trY = 2 * trX + np.random.RandomState(0).randn(*trX.shape) * 0.33
X = tf.placeholder("float")
Y = tf.placeholder("float")


def model(X, w):
    return tf.multiply(X, w)


w = tf.Variable(0.0, name="weights")
y_model = model(X, w)
cost = tf.square(Y - y_model)
train_op = tf.train.GradientDescentOptimizer(0.01).minimize(cost)
with tf.Session() as sess:
    tf.global_variables_initializer().run()
    for i in range(10):
        for x, y in zip(trX, trY):
            sess.run(train_op, feed_dict={X: x, Y: y})
    print(sess.run(w))


def init_weights(shape):
    return tf.Variable(tf.random_normal(shape, stddev=0.01))


def model(X, w_h, w_h2, w_o, p_keep_input, p_keep_hidden):
    X = tf.nn.dropout(X, p_keep_input)
    h = tf.nn.relu(tf.matmul(X, w_h))
    h = tf.nn.dropout(h, p_keep_hidden)
    h2 = tf.nn.relu(tf.matmul(h, w_h2))
    h2 = tf.nn.dropout(h2, p_keep_hidden)
    return tf.matmul(h2, w_o)


X = tf.placeholder("float", [None, 8])
Y = tf.placeholder("float", [None, 3])
w_h = init_weights([8, 6])
w_h2 = init_weights([6, 6])
w_o = init_weights([6, 3])
p_keep_input = tf.placeholder("float")
p_keep_hidden = tf.placeholder("float")
py_x = model(X, w_h, w_h2, w_o, p_keep_input, p_keep_hidden)
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=py_x, labels=Y))
train_op = tf.train.RMSPropOptimizer(0.001, 0.9).minimize(cost)
predict_op = tf.argmax(py_x, 1)
print(py_x, predict_op)
with tf.Session() as sess:
    tf.global_variables_initializer().run()
    for i in range(3):
        sess.run(train_op, {X: np.ones([4, 8]), Y: np.eye(3)[[0, 1, 2, 0]], p_keep_input: 0.8, p_keep_hidden: 0.5})
    print(sess.run(predict_op, {X: np.ones([2, 8]), p_keep_input: 1.0, p_keep_hidden: 1.0}).shape)
