"""A tutorial page on linear model and layers prints, cell by cell, what TensorFlow prints."""

# A tutorial: a linear model, layers by helper functions, variables found again by scope.
import os
import tempfile

import numpy as np

os.chdir(tempfile.mkdtemp())

rng = np.random.RandomState(3)
img_size_flat = 64
num_classes = 10
images = rng.rand(300, 64).astype(np.float32)
cls = rng.randint(0, 10, 300)
labels = np.eye(10)[cls]

x = tf.placeholder(tf.float32, [None, img_size_flat])
y_true = tf.placeholder(tf.float32, [None, num_classes])
y_true_cls = tf.placeholder(tf.int64, [None])
weights = tf.Variable(tf.zeros([img_size_flat, num_classes]))
biases = tf.Variable(tf.zeros([num_classes]))
logits = tf.matmul(x, weights) + biases
y_pred = tf.nn.softmax(logits)
y_pred_cls = tf.argmax(y_pred, axis=1)
cross_entropy = tf.nn.softmax_cross_entropy_with_logits_v2(logits=logits, labels=y_true)
cost = tf.reduce_mean(cross_entropy)
optimizer = tf.train.GradientDescentOptimizer(learning_rate=0.5).minimize(cost)
correct_prediction = tf.equal(y_pred_cls, y_true_cls)
accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
print(logits, y_pred, y_pred_cls, cross_entropy, cost, correct_prediction, accuracy)

session = tf.Session()
session.run(tf.global_variables_initializer())
batch_size = 100
feed_dict_test = {x: images, y_true: labels, y_true_cls: cls}


def print_accuracy():
    acc = session.run(accuracy, feed_dict=feed_dict_test)
    print("Accuracy on test-set: {0:.1%}".format(acc))


def optimize(n):
    for i in range(n):
        b = slice(i * 50 % 300, i * 50 % 300 + 50)
        session.run(optimizer, feed_dict={x: images[b], y_true: labels[b]})


print_accuracy()
optimize(10)
print_accuracy()
optimize(50)
print_accuracy()

w = session.run(weights)
print("Min: {0:.5f}, Max: {1:.5f}, Stdev: {2:.5f}".format(w.min(), w.max(), w.std()))

print(session.run([y_pred_cls, correct_prediction], {x: images[:5], y_true_cls: cls[:5]}))
session.close()


def new_weights(shape):
    return tf.Variable(tf.truncated_normal(shape, stddev=0.05))


def new_biases(length):
    return tf.Variable(tf.constant(0.05, shape=[length]))


def new_fc_layer(input, num_inputs, num_outputs, use_relu=True):
    weights = new_weights(shape=[num_inputs, num_outputs])
    biases = new_biases(length=num_outputs)
    layer = tf.matmul(input, weights) + biases
    if use_relu:
        layer = tf.nn.relu(layer)
    return layer


x_image = tf.reshape(x, [-1, 8, 8, 1])
layer_flat = tf.reshape(x_image, [-1, x_image.get_shape()[1:4].num_elements()])
print(x_image, layer_flat)
layer_fc1 = new_fc_layer(layer_flat, 64, 16)
print(repr(layer_fc1))

layer_fc2 = new_fc_layer(input=layer_fc1, num_inputs=16, num_outputs=num_classes, use_relu=False)
print(repr(layer_fc2))

y_true_cls = tf.argmax(y_true, axis=1)
optimizer = tf.train.AdamOptimizer(learning_rate=0.0001).minimize(cost)
print(repr(optimizer))

layer_shape = x_image.get_shape()
num_features = layer_shape[1:4].num_elements()
print(
    layer_shape,
    num_features,
    layer_shape[1:4],
    layer_shape.ndims,
    layer_shape.as_list(),
    layer_shape[0],
    layer_shape[1].value,
    layer_shape.is_fully_defined(),
)
print(repr(layer_shape))

net = tf.layers.flatten(x_image)
net = tf.layers.dense(inputs=net, name="layer_fc1", units=12, activation=tf.nn.relu)
print(net)
logits = tf.layers.dense(inputs=net, name="layer_fc_out", units=num_classes, activation=None)
print(repr(logits))


def get_weights_variable(layer_name):
    with tf.variable_scope(layer_name, reuse=True):
        variable = tf.get_variable("kernel")
    return variable


print(repr(get_weights_variable("layer_fc1")))

for var in tf.trainable_variables():
    print(var)

print(repr(tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES)[-2:]))

saver = tf.train.Saver(max_to_keep=100)
import os

os.makedirs("checkpoints", exist_ok=True)
save_path = os.path.join("checkpoints", "best_validation")
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    print(saver.save(sess=session, save_path=save_path))
    saver.restore(sess=session, save_path=save_path)


def gram_matrix(tensor):
    shape = tensor.get_shape()
    num_channels = int(shape[3])
    matrix = tf.reshape(tensor, shape=[-1, num_channels])
    gram = tf.matmul(tf.transpose(matrix), matrix)
    return gram


g = gram_matrix(tf.constant(np.arange(24.0).reshape(1, 2, 3, 4)))
print(g)


def mean_squared_error(a, b):
    return tf.reduce_mean(tf.square(a - b))


def create_denoise_loss(im):
    return tf.reduce_sum(tf.abs(im[:, 1:, :, :] - im[:, :-1, :, :])) + tf.reduce_sum(
        tf.abs(im[:, :, 1:, :] - im[:, :, :-1, :])
    )


with tf.Session() as s:
    print(s.run([g, create_denoise_loss(tf.constant(np.arange(24.0).reshape(1, 2, 3, 4)))]))

states = tf.placeholder(dtype=tf.float32, shape=[None, 4], name="states_new")
q_values_new = tf.placeholder(tf.float32, shape=[None, 2], name="q_values_new")
count_states = tf.Variable(initial_value=0, trainable=False, dtype=tf.int64, name="count_states")
count_episodes = tf.Variable(0, trainable=False, dtype=tf.int64, name="count_episodes")
count_states_increase = tf.assign(count_states, count_states + 1)
init = tf.truncated_normal_initializer(mean=0.0, stddev=0.02)
net = tf.layers.dense(inputs=states, name="layer_fc1q", units=8, kernel_initializer=init, activation=tf.nn.relu)
q_values = tf.layers.dense(net, 2, name="qo", kernel_initializer=init)
squared_error = tf.square(q_values - q_values_new)
sum_squared_error = tf.reduce_sum(squared_error, axis=1)
loss = tf.reduce_mean(sum_squared_error)
optimizer = tf.train.RMSPropOptimizer(learning_rate=0.01).minimize(loss)
print(q_values, loss, count_states_increase)
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    s.run(count_states_increase)
    print(s.run([count_states, count_episodes]))
    print(tf.train.get_global_step(), tf.train.global_step(s, count_states))
