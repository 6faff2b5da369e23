"""A page in the manner of the public guides: tensors, tapes and functions as books introduce them."""
import numpy as np
t = tf.constant([[1., 2., 3.], [4., 5., 6.]])  # matrix
print(repr((t)))
print(repr((t.shape)))
print(repr((t.dtype)))
print(repr((t[:, 1:])))
print(repr((t[..., 1, tf.newaxis])))
print(repr((t + 10)))
print(repr((tf.square(t))))
print(repr((t @ tf.transpose(t))))
print(repr((tf.constant(42))))
a = np.array([2., 4., 5.])
print(repr((tf.constant(a))))
print(repr((t.numpy())))
print(repr((np.array(t))))
print(repr((tf.square(a))))
print(repr((np.square(t))))
try:
    tf.constant(2.0) + tf.constant(40)
except tf.errors.InvalidArgumentError as ex:
    print(ex)
try:
    tf.constant(2.0) + tf.constant(40., dtype=tf.float64)
except tf.errors.InvalidArgumentError as ex:
    print(ex)
t2 = tf.constant(40., dtype=tf.float64)
print(repr((tf.constant(2.0) + tf.cast(t2, tf.float32))))
v = tf.Variable([[1., 2., 3.], [4., 5., 6.]])
print(repr((v)))
print(repr((v.assign(2 * v))))
print(repr((v[0, 1].assign(42))))
print(repr((v[:, 2].assign([0., 1.]))))
print(repr((v.scatter_nd_update(indices=[[0, 0], [1, 2]],
                    updates=[100., 200.]))))
sparse_delta = tf.IndexedSlices(values=[[1., 2., 3.], [4., 5., 6.]],
                                indices=[1, 0])
print(repr((v.scatter_update(sparse_delta))))
try:
    v[1] = [7., 8., 9.]
except TypeError as ex:
    print(ex)
print(repr((tf.constant(b"hello world"))))
print(repr((tf.constant("café"))))
u = tf.constant([ord(c) for c in "café"])
print(repr((u)))
b = tf.strings.unicode_encode(u, "UTF-8")
print(repr((b)))
print(repr((tf.strings.length(b, unit="UTF8_CHAR"))))
print(repr((tf.strings.unicode_decode(b, "UTF-8"))))
p = tf.constant(["Café", "Coffee", "caffè", "咖啡"])
print(repr((tf.strings.length(p, unit="UTF8_CHAR"))))
r = tf.strings.unicode_decode(p, "UTF8")
print(repr((r)))
print(r)
print(r[1])
print(r[1:3])
r2 = tf.ragged.constant([[65, 66], [], [67]])
print(tf.concat([r2, r2], axis=0))
r3 = tf.ragged.constant([[68, 69, 70], [71], []])
print(tf.concat([r2, r3], axis=1))
print(repr((r2.to_tensor())))
array = tf.TensorArray(dtype=tf.float32, size=3)
array = array.write(0, tf.constant([1., 2.]))
array = array.write(1, tf.constant([3., 10.]))
array = array.write(2, tf.constant([5., 7.]))
print(repr((array.read(1))))
print(repr((array.stack())))
mean, variance = tf.nn.moments(array.stack(), axes=0)
print(repr((mean, variance)))
array = tf.TensorArray(dtype=tf.float32, size=3, clear_after_read=False)
array2 = tf.TensorArray(dtype=tf.float32, size=0, dynamic_size=True)
array2 = array2.write(0, 1.).write(1, 2.)
print(repr((array2.size(), array2.stack())))
def f(w1, w2):
    return 3 * w1 ** 2 + 2 * w1 * w2
w1, w2 = 5, 3
eps = 1e-6
print(repr(((f(w1 + eps, w2) - f(w1, w2)) / eps)))
w1, w2 = tf.Variable(5.), tf.Variable(3.)
with tf.GradientTape() as tape:
    z = f(w1, w2)

gradients = tape.gradient(z, [w1, w2])
print(repr((gradients)))
with tf.GradientTape() as tape:
    z = f(w1, w2)

dz_dw1 = tape.gradient(z, w1)
try:
    dz_dw2 = tape.gradient(z, w2)
except RuntimeError as ex:
    print(ex)
with tf.GradientTape(persistent=True) as tape:
    z = f(w1, w2)

dz_dw1 = tape.gradient(z, w1)
dz_dw2 = tape.gradient(z, w2)  # works now!
del tape
print(repr((dz_dw1, dz_dw2)))
c1, c2 = tf.constant(5.), tf.constant(3.)
with tf.GradientTape() as tape:
    z = f(c1, c2)

gradients = tape.gradient(z, [c1, c2])
print(repr((gradients)))
with tf.GradientTape() as tape:
    z1 = f(w1, w2 + 2.)
    z2 = f(w1, w2 + 5.)
    z3 = f(w1, w2 + 7.)

print(repr((tape.gradient([z1, z2, z3], [w1, w2]))))
with tf.GradientTape(persistent=True) as hessian_tape:
    with tf.GradientTape() as jacobian_tape:
        z = f(w1, w2)
    jacobians = jacobian_tape.gradient(z, [w1, w2])
hessians = [hessian_tape.gradient(jacobian, [w1, w2])
            for jacobian in jacobians]
del hessian_tape
print(repr((jacobians, hessians)))
def f(w1, w2):
    return 3 * w1 ** 2 + tf.stop_gradient(2 * w1 * w2)

with tf.GradientTape() as tape:
    z = f(w1, w2)

print(repr((tape.gradient(z, [w1, w2]))))
x = tf.Variable(1e-50)
with tf.GradientTape() as tape:
    z = tf.sqrt(x)

print(repr((tape.gradient(z, [x]))))
def my_softplus(z):
    return tf.math.log(1 + tf.exp(-tf.abs(z))) + tf.maximum(0., z)
x = tf.Variable([100.])
with tf.GradientTape() as tape:
    z = tf.math.log(tf.exp(tf.constant(30., dtype=tf.float32)) + 1.)
print(repr((z)))
x = tf.Variable([100.])
with tf.GradientTape() as tape:
    z = my_softplus(x)
print(repr((z, tape.gradient(z, [x]))))
@tf.custom_gradient
def my_softplus(z):
    def my_softplus_gradients(grads):  # grads = backprop'ed from upper layers
        return grads * (1 - 1 / (1 + tf.exp(z)))  # stable grads of softplus

    result = tf.math.log(1 + tf.exp(-tf.abs(z))) + tf.maximum(0., z)
    return result, my_softplus_gradients
x = tf.Variable([1000.])
with tf.GradientTape() as tape:
    z = my_softplus(x)

print(repr((z, tape.gradient(z, [x]))))
def cube(x):
    return x ** 3
print(repr((cube(2))))
print(repr((cube(tf.constant(2.0)))))
tf_cube = tf.function(cube)
print(repr((type(tf_cube).__name__)))
print(repr((tf_cube(2))))
print(repr((tf_cube(tf.constant(2.0)))))
concrete_function = tf_cube.get_concrete_function(tf.constant(2.0))
print(repr((concrete_function(tf.constant(2.0)))))
print(repr((concrete_function is tf_cube.get_concrete_function(tf.constant(2.0)))))
ops = concrete_function.graph.get_operations()
print(repr((ops)))
pow_op = ops[2]
print(repr((list(pow_op.inputs))))
print(repr((pow_op.outputs)))
print(repr((concrete_function.graph.get_operation_by_name('x'))))
print(repr((concrete_function.graph.get_tensor_by_name('Identity:0'))))
@tf.function
def tf_cube(x):
    print(f"x = {x}")
    return x ** 3
result = tf_cube(tf.constant(2.0))
result = tf_cube(2)
result = tf_cube(3)
result = tf_cube(tf.constant([[1., 2.]]))  # New shape: trace!
result = tf_cube(tf.constant([[3., 4.], [5., 6.]]))  # New shape: trace!
@tf.function(input_signature=[tf.TensorSpec([None, 28, 28], tf.float32)])
def shrink(images):
    print("Tracing", images)
    return images[:, ::2, ::2] # drop half the rows and columns
img_batch_1 = tf.random.uniform(shape=[100, 28, 28])
img_batch_2 = tf.random.uniform(shape=[50, 28, 28])
preprocessed_images = shrink(img_batch_1)  # Works fine, traces the function
preprocessed_images = shrink(img_batch_2)
img_batch_3 = tf.random.uniform(shape=[2, 2, 2])
try:
    preprocessed_images = shrink(img_batch_3)  # TypeError! Incompatible inputs
except TypeError as ex:
    print(ex.__class__.__name__, str(ex)[:90])
@tf.function
def add_10(x):
    for i in range(10):
        x += 1
    return x
print(repr((add_10(tf.constant(5)))))
print(repr((add_10.get_concrete_function(tf.constant(5)).graph.get_operations())))
@tf.function
def add_10(x):
    condition = lambda i, x: tf.less(i, 10)
    body = lambda i, x: (tf.add(i, 1), tf.add(x, 1))
    final_i, final_x = tf.while_loop(condition, body, [tf.constant(0), x])
    return final_x
print(repr((add_10(tf.constant(5)))))
counter = tf.Variable(0)

@tf.function
def increment(counter, c=1):
    return counter.assign_add(c)

increment(counter)
print(repr((increment(counter))))
counter = tf.Variable(0)

@tf.function
def increment(c=1):
    return counter.assign_add(c)
increment()
print(repr((increment())))
class Counter:
    def __init__(self):
        self.counter = tf.Variable(0)

    @tf.function
    def increment(self, c=1):
        return self.counter.assign_add(c)
c = Counter()
c.increment()
print(repr((c.increment())))
def huber_fn(y_true, y_pred):
    error = y_true - y_pred
    is_small_error = tf.abs(error) < 1
    squared_loss = tf.square(error) / 2
    linear_loss  = tf.abs(error) - 0.5
    return tf.where(is_small_error, squared_loss, linear_loss)
print(repr((huber_fn(tf.constant([1.,2.,3.]), tf.constant([1.5, 4., 0.])))))
