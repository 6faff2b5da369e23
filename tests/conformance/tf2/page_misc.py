"""A page in the manner of the public guides: odds and ends from many tutorials."""
import tempfile

folder = tempfile.mkdtemp()
import numpy as np

class Dense2(tf.Module):
  def __init__(self, fan_in, fan_out):
    self.W = tf.Variable(tf.ones([fan_in, fan_out])); self.b = tf.Variable(tf.zeros([fan_out]))
  def __call__(self, x): return x @ self.W + self.b
d = Dense2(2,3)
def f(x):
  while tf.reduce_sum(x) > 1:
    x = tf.tanh(x)
  return x
for v in d.variables: print(v.name, v.shape, v.dtype, v.device, v.trainable, v.synchronization, v.aggregation)
def dense(x, W, b):
  return tf.nn.sigmoid(tf.matmul(x, W) + b)

@tf.function
def multilayer_perceptron(x, w0, b0, w1, b1):
  x = dense(x, w0, b0)
  x = dense(x, w1, b1)
  return x
print(repr((multilayer_perceptron(tf.ones([1,2]), tf.ones([2,3]), tf.zeros([3]), tf.ones([3,1]), tf.zeros([1])))))
@tf.function
def sum_even(items):
  s = 0
  for c in items:
    if c % 2 > 0:
      continue
    s += c
  return s
print(repr((sum_even(tf.constant([10, 12, 15, 20])))))
try:
  @tf.function
  def bad(x):
    if x > 0:
      y = 1.
    return y
  bad(tf.constant(1.))
except Exception as e:
  print(type(e).__name__); print(str(e).splitlines()[-3:])
@tf.function
def g(x):
  if x > 0: return x
  return -x
print(repr((g(tf.constant(-3)), g(3), g(np.float32(2.)), g(np.array([1.])[0]))))
x = [[2.]]
m = tf.matmul(x, x)
print("hello, {}".format(m))
a = tf.constant([[1, 2],
                 [3, 4]])
print(a)
b = tf.add(a, 1)
print(b)
print(a * b)
c = np.multiply(a, b)
print(c)
print(a.numpy())
def fizzbuzz(max_num):
  counter = tf.constant(0)
  max_num = tf.convert_to_tensor(max_num)
  for num in range(1, max_num.numpy()+1):
    num = tf.constant(num)
    if int(num % 3) == 0 and int(num % 5) == 0:
      print('FizzBuzz')
    elif int(num % 3) == 0:
      print('Fizz')
    elif int(num % 5) == 0:
      print('Buzz')
    else:
      print(num.numpy())
    counter += 1
fizzbuzz(15)
w = tf.Variable([[1.0]])
with tf.GradientTape() as tape:
  loss = w * w

grad = tape.gradient(loss, w)
print(grad)  # => tf.Tensor([[ 2.]], shape=(1, 1), dtype=float32)
if tf.config.list_physical_devices("GPU"):
  with tf.device("gpu:0"):
    print("GPU enabled")
    v = tf.Variable(tf.random.normal([1000, 1000]))
    v = None
x = tf.Variable(6.0, dtype=tf.float32)
checkpoint = tf.train.Checkpoint(x=x)
x.assign(2.0)
checkpoint_path = folder + '/ckpt/'
p = checkpoint.save(folder + '/ckpt/')
x.assign(11.)
checkpoint.restore(tf.train.latest_checkpoint(checkpoint_path))
print(x)  # => 2.0
m = tf.keras.metrics.Mean("loss")
m(0)
m(5)
m.result()  # => 2.5
m([8, 9])
print(repr((m.result())))
def line_search_step(fn, init_x, rate=1.0):
  with tf.GradientTape() as tape:
    tape.watch(init_x)
    value = fn(init_x)
  grad = tape.gradient(value, init_x)
  grad_norm = tf.reduce_sum(grad * grad)
  init_value = value
  while value > init_value - rate * grad_norm:
    x = init_x - rate * grad
    value = fn(x)
    rate /= 2.0
  return x, value
print(repr((line_search_step(lambda x: tf.reduce_sum(x**2), tf.constant([1.,2.])))))
@tf.custom_gradient
def log1pexp(x):
  e = tf.exp(x)
  def grad(dy):
    return dy * (1 - 1 / (1 + e))
  return tf.math.log(1 + e), grad
def grad_log1pexp(x):
  with tf.GradientTape() as tape:
    tape.watch(x)
    value = log1pexp(x)
  return tape.gradient(value, x)
print(repr((grad_log1pexp(tf.constant(0.)).numpy(), grad_log1pexp(tf.constant(100.)).numpy())))
tf.debugging.set_log_device_placement(True); tf.debugging.set_log_device_placement(False)
print(repr((tf.config.list_logical_devices(), tf.config.get_visible_devices())))
print(repr((tf.Variable(1.).assign_add(2.), tf.Variable([1,2]).assign([3,4]).numpy(), tf.Variable(1.) + 1, tf.Variable([1.,2.])[0], tf.Variable(1.).read_value(), tf.Variable("a"))))
g = tf.Graph()
with g.as_default():
  in_a = tf.compat.v1.placeholder(dtype=tf.float32, shape=(2))
  in_b = tf.compat.v1.placeholder(dtype=tf.float32, shape=(2))
  def forward(x):
    with tf.compat.v1.variable_scope("matmul", reuse=tf.compat.v1.AUTO_REUSE):
      W = tf.compat.v1.get_variable("W", initializer=tf.ones(shape=(2,2)),
                          regularizer=lambda x:tf.reduce_mean(x**2))
      b = tf.compat.v1.get_variable("b", initializer=tf.zeros(shape=(2)))
      return W * x + b
  out_a = forward(in_a)
  out_b = forward(in_b)
  reg_loss=tf.compat.v1.losses.get_regularization_loss(scope="matmul")
with tf.compat.v1.Session(graph=g) as sess:
  sess.run(tf.compat.v1.global_variables_initializer())
  outs = sess.run([out_a, out_b, reg_loss],
                feed_dict={in_a: [1, 0], in_b: [0, 1]})
print(outs[0]); print(); print(outs[1]); print(); print(outs[2])
W = tf.Variable(tf.ones(shape=(2,2)), name="W")
b = tf.Variable(tf.zeros(shape=(2)), name="b")

@tf.function
def forward(x):
  return W * x + b

out_a = forward([1,0])
print(out_a)
out_b = forward([0,1])
regularizer = tf.keras.regularizers.l2(0.04)
reg_loss=regularizer(W)
print(repr((reg_loss)))
print(repr((tf.nest.flatten([1,[2,{'a':3}]]), tf.nest.map_structure(lambda x: x+1, {'a':1,'b':(2,3)}), tf.TensorShape([1,None,3]), tf.TensorShape(None), tf.TensorSpec([None,2]), tf.dtypes.as_dtype('float32'), tf.float32.as_numpy_dtype, tf.float32.max, tf.int8.min)))
print(repr((tf.where([True,False],[1,2],[3,4]), tf.where([[True,False],[True,True]]), tf.unstack(tf.constant([[1,2],[3,4]])), tf.linalg.diag([1,2]), tf.eye(2), tf.linspace(0.,1.,3), tf.fill([2],7), tf.ones_like([1.,2.]), tf.meshgrid([1,2],[3,4]), tf.einsum('ij,jk',tf.eye(2),tf.ones([2,2])), tf.tensordot([1.,2.],[3.,4.],1), tf.math.top_k([1,5,3],2), tf.unique([1,1,2]), tf.argsort([3,1,2]), tf.sort([3,1,2]), tf.math.bincount([1,1,2]), tf.one_hot([0,2],3), tf.repeat([1,2],2), tf.pad([[1]],[[1,1],[0,1]]), tf.roll([1,2,3],1,0), tf.sequence_mask([1,3]), tf.searchsorted([1,3,5],[2,5]), tf.math.cumsum([1,2,3]), tf.clip_by_value([1.,5.],0,2), tf.norm([3.,4.]), tf.math.confusion_matrix([0,1],[1,1]))))
