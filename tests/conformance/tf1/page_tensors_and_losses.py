"""A tutorial page on tensors and losses prints, cell by cell, what TensorFlow prints."""

# A cookbook: tensors, matrices, activations, losses, layers of operations.
import numpy as np

sess = tf.Session()
my_tensor = tf.zeros([1, 20])
print(repr(sess.run(my_tensor)))

my_var = tf.Variable(tf.zeros([1, 20]))
sess.run(my_var.initializer)
print(repr(sess.run(my_var)))

row_dim, col_dim = (2, 3)
zero_var = tf.Variable(tf.zeros([row_dim, col_dim]))
ones_var = tf.Variable(tf.ones([row_dim, col_dim]))
sess.run(zero_var.initializer)
sess.run(ones_var.initializer)
print(sess.run(zero_var))
print(sess.run(ones_var))

zero_similar = tf.Variable(tf.zeros_like(zero_var))
ones_similar = tf.Variable(tf.ones_like(ones_var))
sess.run(ones_similar.initializer)
sess.run(zero_similar.initializer)
print(sess.run(ones_similar))
print(sess.run(zero_similar))

fill_var = tf.Variable(tf.fill([row_dim, col_dim], -1))
sess.run(fill_var.initializer)
print(sess.run(fill_var))

const_var = tf.Variable(tf.constant([8, 6, 7, 5, 3, 0, 9]))
const_fill_var = tf.Variable(tf.constant(-1, shape=[row_dim, col_dim]))
sess.run(const_var.initializer)
sess.run(const_fill_var.initializer)
print(sess.run(const_var))
print(sess.run(const_fill_var))

linear_var = tf.Variable(tf.linspace(start=0.0, stop=1.0, num=3))
sequence_var = tf.Variable(tf.range(start=6, limit=15, delta=3))
sess.run(linear_var.initializer)
sess.run(sequence_var.initializer)
print(sess.run(linear_var))
print(sess.run(sequence_var))

tf.set_random_seed(3)
rnorm_var = tf.random_normal([row_dim, col_dim], mean=0.0, stddev=1.0)
runif_var = tf.random_uniform([row_dim, col_dim], minval=0, maxval=4)
print(sess.run(rnorm_var))
print(sess.run(runif_var))
print(sess.run(tf.random_shuffle(tf.range(5))))
print(sess.run(tf.truncated_normal([2, 2])))

merged = tf.summary.merge_all()
merged

initialize_op = tf.global_variables_initializer()
sess.run(initialize_op)

identity_matrix = tf.diag([1.0, 1.0, 1.0])
print(sess.run(identity_matrix))
A = tf.truncated_normal([2, 3])
B = tf.fill([2, 3], 5.0)
C = tf.random_uniform([3, 2])
print(sess.run(B))
print(sess.run(A).shape, sess.run(C).shape)
D = tf.convert_to_tensor(np.array([[1.0, 2.0, 3.0], [-3.0, -7.0, -1.0], [0.0, 5.0, -2.0]]))
print(sess.run(D))
print(sess.run(A + B).shape)
print(sess.run(B - B))
print(sess.run(tf.matmul(B, identity_matrix)))
print(sess.run(tf.transpose(C)).shape)
print(sess.run(tf.matrix_inverse(D)))
print(sess.run(tf.matrix_determinant(D)))

print(sess.run(tf.cholesky(identity_matrix)))
eigenvalues, eigenvectors = sess.run(tf.self_adjoint_eig(D))
print(eigenvalues)
print(eigenvectors)

print(sess.run(tf.div(3, 4)))
print(sess.run(tf.truediv(3, 4)))
print(sess.run(tf.floordiv(3.0, 4.0)))
print(sess.run(tf.mod(22.0, 5.0)))
print(sess.run(tf.cross([1.0, 0.0, 0.0], [0.0, 1.0, 0.0])))
print(sess.run(tf.sin(3.1416)))
print(sess.run(tf.cos(3.1416)))
print(sess.run(tf.div(tf.sin(3.1416 / 4.0), tf.cos(3.1416 / 4.0))))

test_nums = range(15)


def custom_polynomial(x_val):
    return tf.subtract(3 * tf.square(x_val), x_val) + 10


print(sess.run(custom_polynomial(11)))
expected_output = [3 * x * x - x + 10 for x in test_nums]
for num in test_nums:
    print(sess.run(custom_polynomial(num)), end=" ")

print(
    sess.run(
        [
            tf.igamma(1.0, 2.0),
            tf.igammac(1.0, 2.0),
            tf.lbeta([1.0, 2.0]),
            tf.squared_difference(3.0, 5.0),
            tf.maximum(1, 2),
            tf.minimum(1, 2),
            tf.pow(2, 3),
            tf.rsqrt(4.0),
            tf.sqrt(2.0),
            tf.log(2.0),
            tf.add_n([1, 2, 3]),
            tf.cumsum([1, 2, 3]),
            tf.cumprod([1, 2, 3]),
        ]
    )
)

ops.reset_default_graph() if "ops" in dir() else tf.reset_default_graph()
tf.reset_default_graph()
sess = tf.Session()
x_vals = np.array([1.0, 3.0, 5.0, 7.0, 9.0])
x_data = tf.placeholder(tf.float32)
m_const = tf.constant(3.0)
my_product = tf.multiply(x_data, m_const)
for x_val in x_vals:
    print(sess.run(my_product, feed_dict={x_data: x_val}))

my_array = np.array([[1.0, 3.0, 5.0, 7.0, 9.0], [-2.0, 0.0, 2.0, 4.0, 6.0], [-6.0, -3.0, 0.0, 3.0, 6.0]])
x_vals = np.array([my_array, my_array + 1])
x_data = tf.placeholder(tf.float32, shape=(3, 5))
m1 = tf.constant([[1.0], [0.0], [-1.0], [2.0], [4.0]])
m2 = tf.constant([[2.0]])
a1 = tf.constant([[10.0]])
prod1 = tf.matmul(x_data, m1)
prod2 = tf.matmul(prod1, m2)
add1 = tf.add(prod2, a1)
for x_val in x_vals:
    print(sess.run(add1, feed_dict={x_data: x_val}))

print(
    tf.convert_to_tensor(x_vals),
    tf.convert_to_tensor([1, 2.0]),
    tf.convert_to_tensor("a"),
    tf.convert_to_tensor([[True]]),
)

x_vals = tf.linspace(-1.0, 1.0, 5)
target = tf.constant(0.0)
l2_y_vals = tf.square(target - x_vals)
print(sess.run(l2_y_vals))
l1_y_vals = tf.abs(target - x_vals)
print(sess.run(l1_y_vals))
delta1 = tf.constant(0.25)
phuber1_y_vals = tf.multiply(tf.square(delta1), tf.sqrt(1.0 + tf.square((target - x_vals) / delta1)) - 1.0)
print(sess.run(phuber1_y_vals))
x_vals = tf.linspace(-3.0, 5.0, 6)
target = tf.constant(1.0)
targets = tf.fill([6], 1.0)
hinge_y_vals = tf.maximum(0.0, 1.0 - tf.multiply(target, x_vals))
print(sess.run(hinge_y_vals))
xentropy_y_vals = -tf.multiply(target, tf.log(x_vals)) - tf.multiply(1.0 - target, tf.log(1.0 - x_vals))
print(sess.run(xentropy_y_vals))
xentropy_sigmoid_y_vals = tf.nn.sigmoid_cross_entropy_with_logits(logits=x_vals, labels=targets)
print(sess.run(xentropy_sigmoid_y_vals))
weight = tf.constant(0.5)
print(sess.run(tf.nn.weighted_cross_entropy_with_logits(targets=targets, logits=x_vals, pos_weight=weight)))
unscaled_logits = tf.constant([[1.0, -3.0, 10.0]])
target_dist = tf.constant([[0.1, 0.02, 0.88]])
print(sess.run(tf.nn.softmax_cross_entropy_with_logits(logits=unscaled_logits, labels=target_dist)))
print(sess.run(tf.nn.sparse_softmax_cross_entropy_with_logits(logits=unscaled_logits, labels=tf.constant([2]))))

np.random.seed(1)
x_vals = np.random.normal(1, 0.1, 100)
y_vals = np.repeat(10.0, 100)
x_data = tf.placeholder(shape=[1], dtype=tf.float32)
y_target = tf.placeholder(shape=[1], dtype=tf.float32)
A = tf.Variable(tf.random_normal(shape=[1], seed=1))
my_output = tf.multiply(x_data, A)
loss = tf.square(my_output - y_target)
init = tf.global_variables_initializer()
sess.run(init)
my_opt = tf.train.GradientDescentOptimizer(0.02)
train_step = my_opt.minimize(loss)
for i in range(100):
    rand_index = np.random.choice(100)
    rand_x = [x_vals[rand_index]]
    rand_y = [y_vals[rand_index]]
    sess.run(train_step, feed_dict={x_data: rand_x, y_target: rand_y})
    if (i + 1) % 25 == 0:
        print("Step #" + str(i + 1) + " A = " + str(sess.run(A)))
        print("Loss = " + str(sess.run(loss, feed_dict={x_data: rand_x, y_target: rand_y})))

tf.reset_default_graph()
sess = tf.Session()
x_vals = np.concatenate((np.random.normal(-1, 1, 50), np.random.normal(3, 1, 50)))
y_vals = np.concatenate((np.repeat(0.0, 50), np.repeat(1.0, 50)))
x_data = tf.placeholder(shape=[1], dtype=tf.float32)
y_target = tf.placeholder(shape=[1], dtype=tf.float32)
A = tf.Variable(tf.random_normal(mean=10, shape=[1], seed=2))
my_output = tf.add(x_data, A)
my_output_expanded = tf.expand_dims(my_output, 0)
y_target_expanded = tf.expand_dims(y_target, 0)
init = tf.global_variables_initializer()
sess.run(init)
xentropy = tf.nn.sigmoid_cross_entropy_with_logits(logits=my_output_expanded, labels=y_target_expanded)
train_step = tf.train.GradientDescentOptimizer(0.05).minimize(xentropy)
for i in range(200):
    rand_index = np.random.choice(100)
    sess.run(train_step, feed_dict={x_data: [x_vals[rand_index]], y_target: [y_vals[rand_index]]})
    if (i + 1) % 50 == 0:
        print("Step #" + str(i + 1) + " A = " + str(sess.run(A)))
predictions = []
for i in range(len(x_vals)):
    prediction = sess.run(tf.round(tf.sigmoid(my_output)), feed_dict={x_data: [x_vals[i]]})
    predictions.append(prediction[0])
print(
    sum((x == y for x, y in zip(predictions, y_vals))) / 100.0,
    tf.squeeze(tf.round(tf.nn.sigmoid(tf.subtract(x_data, A)))),
)

tf.reset_default_graph()
sess = tf.Session()
np.random.seed(4)
tf.set_random_seed(4)
x_vals = np.r_[np.random.randn(40, 2) + 1.5, np.random.randn(40, 2) - 1.5]
y_vals = np.r_[np.ones(40), -np.ones(40)]
x_data = tf.placeholder(shape=[None, 2], dtype=tf.float32)
y_target = tf.placeholder(shape=[None, 1], dtype=tf.float32)
A = tf.Variable(tf.random_normal(shape=[2, 1]))
b = tf.Variable(tf.random_normal(shape=[1, 1]))
model_output = tf.subtract(tf.matmul(x_data, A), b)
l2_norm = tf.reduce_sum(tf.square(A))
alpha = tf.constant([0.01])
classification_term = tf.reduce_mean(tf.maximum(0.0, tf.subtract(1.0, tf.multiply(model_output, y_target))))
loss = tf.add(classification_term, tf.multiply(alpha, l2_norm))
prediction = tf.sign(model_output)
accuracy = tf.reduce_mean(tf.cast(tf.equal(prediction, y_target), tf.float32))
train_step = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
sess.run(tf.global_variables_initializer())
for i in range(100):
    idx = np.random.choice(80, 20)
    f = {x_data: x_vals[idx], y_target: y_vals[idx][:, None]}
    sess.run(train_step, f)
    if (i + 1) % 25 == 0:
        print(
            "Step #{} A = {}, b = {} Loss = {}".format(
                str(i + 1), str(sess.run(A)), str(sess.run(b)), sess.run(loss, f)
            ),
            sess.run(accuracy, {x_data: x_vals, y_target: y_vals[:, None]}),
        )
[[a1], [a2]] = sess.run(A)
[[bb]] = sess.run(b)
print(-a2 / a1, bb / a1)

tf.reset_default_graph()
sess = tf.Session()
x_data_train = tf.placeholder(shape=[None, 2], dtype=tf.float32)
x_data_test = tf.placeholder(shape=[None, 2], dtype=tf.float32)
y_target_train = tf.placeholder(shape=[None, 1], dtype=tf.float32)
distance = tf.reduce_sum(tf.abs(tf.subtract(x_data_train, tf.expand_dims(x_data_test, 1))), reduction_indices=2)
distance2 = tf.sqrt(
    tf.reduce_sum(tf.square(tf.subtract(x_data_train, tf.expand_dims(x_data_test, 1))), reduction_indices=1)
)
top_k_xvals, top_k_indices = tf.nn.top_k(tf.negative(distance), k=4)
x_sums = tf.expand_dims(tf.reduce_sum(top_k_xvals, 1), 1)
x_sums_repeated = tf.matmul(x_sums, tf.ones([1, 4], tf.float32))
x_val_weights = tf.expand_dims(tf.div(top_k_xvals, x_sums_repeated), 1)
top_k_yvals = tf.gather(y_target_train, top_k_indices)
prediction = tf.squeeze(tf.matmul(x_val_weights, top_k_yvals), squeeze_dims=[1])
print(distance, distance2, top_k_xvals, top_k_yvals, prediction)
print(
    sess.run(
        prediction, {x_data_train: x_vals[:20], x_data_test: x_vals[20:23], y_target_train: np.arange(20.0)[:, None]}
    )
)

tf.reset_default_graph()
sess = tf.Session()
a = tf.Variable(tf.constant(4.0))
x_val = 5.0
x_data = tf.placeholder(dtype=tf.float32)
multiplication = tf.multiply(a, x_data)
loss = tf.square(tf.subtract(multiplication, 50.0))
init = tf.global_variables_initializer()
sess.run(init)
train_step = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
print("Optimizing a Multiplication Gate Output to 50.")
for i in range(10):
    sess.run(train_step, feed_dict={x_data: x_val})
    a_val = sess.run(a)
    mult_output = sess.run(multiplication, feed_dict={x_data: x_val})
    print(str(a_val) + " * " + str(x_val) + " = " + str(mult_output))
