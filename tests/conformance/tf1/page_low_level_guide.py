"""A tutorial page on low level guide prints, cell by cell, what TensorFlow prints."""

# The old guide: placeholders, layers, variables, scopes, sessions.
import numpy as np

a = tf.constant(3.0, dtype=tf.float32)
b = tf.constant(4.0)
total = a + b
print(a)
print(b)
print(total)

sess = tf.Session()
print(sess.run(total))
print(sess.run({"ab": (a, b), "total": total}))

x = tf.placeholder(tf.float32)
y = tf.placeholder(tf.float32)
z = x + y
print(sess.run(z, feed_dict={x: 3, y: 4.5}))
print(sess.run(z, feed_dict={x: [1, 3], y: [2, 4]}))

rank0 = tf.constant(1)
my_image = tf.zeros([10, 299, 299, 3])
r = tf.rank(my_image)
print(r, sess.run(r))
mat = tf.ones([3, 4])
print(mat[1, 2], mat[1], mat[:, 3], mat[1:3, ::2], mat[..., None], mat[-1], mat[tf.newaxis])
print(tf.zeros(mat.shape[1]))

float_tensor = tf.cast(tf.constant([1, 2, 3]), dtype=tf.float32)
print(float_tensor, float_tensor.dtype)

my_variable = tf.get_variable("my_variable", [1, 2, 3])
my_int_variable = tf.get_variable("my_int_variable", [1, 2, 3], dtype=tf.int32, initializer=tf.zeros_initializer)
other_variable = tf.get_variable("other_variable", dtype=tf.int32, initializer=tf.constant([23, 42]))
my_local = tf.get_variable("my_local", shape=(), collections=[tf.GraphKeys.LOCAL_VARIABLES])
my_non_trainable = tf.get_variable("my_non_trainable", shape=(), trainable=False)
tf.add_to_collection("my_collection_name", my_local)
print(tf.get_collection("my_collection_name"), my_variable, my_int_variable, other_variable, my_local, my_non_trainable)


def conv_relu(input, kernel_shape, bias_shape):
    weights = tf.get_variable("weights", kernel_shape, initializer=tf.random_normal_initializer())
    biases = tf.get_variable("biases", bias_shape, initializer=tf.constant_initializer(0.0))
    return tf.nn.relu(tf.matmul(input, weights) + biases)


def my_image_filter(input_images):
    with tf.variable_scope("conv1"):
        relu1 = conv_relu(input_images, [5, 5], [5])
    with tf.variable_scope("conv2"):
        return conv_relu(relu1, [5, 5], [5])


with tf.variable_scope("image_filters") as scope:
    result1 = my_image_filter(tf.ones([1, 5]))
    scope.reuse_variables()
    result2 = my_image_filter(tf.ones([1, 5]))
print(result1, result2)
print([v.name for v in tf.global_variables() if "image" in v.name])

c_0 = tf.constant(0, name="c")
c_1 = tf.constant(2, name="c")
with tf.name_scope("outer"):
    c_2 = tf.constant(2, name="c")
    with tf.name_scope("inner"):
        c_3 = tf.constant(3, name="c")
    c_4 = tf.constant(4, name="c")
    with tf.name_scope("inner"):
        c_5 = tf.constant(5, name="c")
print(c_0, c_1, c_2, c_3, c_4, c_5)

g_1 = tf.Graph()
with g_1.as_default():
    c = tf.constant("Node in g_1")
    sess_1 = tf.Session()
g_2 = tf.Graph()
with g_2.as_default():
    d = tf.constant("Node in g_2")
sess_2 = tf.Session(graph=g_2)
assert c.graph is g_1
assert sess_1.graph is g_1
assert d.graph is g_2
assert sess_2.graph is g_2
print(sess_1.run(c), sess_2.run(d))
g = tf.get_default_graph()
print(len(g.get_operations()) > 1)

with tf.Session(
    config=tf.ConfigProto(
        log_device_placement=True,
        allow_soft_placement=True,
        gpu_options=tf.GPUOptions(per_process_gpu_memory_fraction=0.3),
    )
) as sess:
    print(sess.run(tf.constant(1)))
