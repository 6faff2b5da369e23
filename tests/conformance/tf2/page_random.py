"""A page in the manner of the public guides: random numbers from seeds and generators."""
import tempfile

folder = tempfile.mkdtemp()
physical_devices = tf.config.list_physical_devices("CPU")
tf.config.experimental.set_virtual_device_configuration(
    physical_devices[0], [
        tf.config.experimental.VirtualDeviceConfiguration(),
        tf.config.experimental.VirtualDeviceConfiguration(),
        tf.config.experimental.VirtualDeviceConfiguration()
    ])
g1 = tf.random.Generator.from_seed(1)
print(g1.normal(shape=[2, 3]))
g2 = tf.random.get_global_generator()
print(g2.normal(shape=[2, 3]).shape)
g1 = tf.random.Generator.from_seed(1, alg='philox')
print(g1.normal(shape=[2, 3]))
g = tf.random.Generator.from_non_deterministic_state()
print(g.normal(shape=[2, 3]).shape)
g = tf.random.Generator.from_seed(1)
print(g.normal([]))
print(g.normal([]))
g.reset_from_seed(1)
print(g.normal([]))
g = tf.random.Generator.from_seed(1)
print(g.normal([]))
new_gs = g.split(3)
for new_g in new_gs:
  print(new_g.normal([]))
print(g.normal([]))
with tf.device("cpu"):  # change "cpu" to the device you want
  g = tf.random.get_global_generator().split(1)[0]
  print(g.normal([]).shape)  # use of g won't cause cross-device copy, unlike the global generator
g = tf.random.Generator.from_seed(1)
@tf.function
def foo():
  return g.normal([])
print(foo())
g = None
@tf.function
def foo():
  global g
  if g is None:
    g = tf.random.Generator.from_seed(1)
  return g.normal([])
print(foo())
print(foo())
@tf.function
def foo(g):
  return g.normal([])
g1 = tf.random.Generator.from_seed(1)
g2 = tf.random.Generator.from_seed(2)
print(foo(g1)); print(foo(g2))
filename = folder + "/checkpoint"
g1 = tf.random.Generator.from_seed(1)
print(g1.normal([]))
g2 = tf.random.Generator.from_non_deterministic_state()
cp = tf.train.Checkpoint(g1=g1, my_generator=g2)
print(g1.normal([]))
cp.write(filename)
print("RNG stream from saving point:")
print(g1.normal([]))
print(g1.normal([]))
cp.restore(filename)
print("RNG stream from restoring point:")
print(g1.normal([]))
print(g1.normal([]))
class MyModule(tf.Module):

  def __init__(self):
    super(MyModule, self).__init__()
    self.g = tf.random.Generator.from_seed(0)

  @tf.function
  def __call__(self):
    return self.g.normal([])

  @tf.function
  def state(self):
    return self.g.state

m = MyModule()
print(m())
print("state:", m.state())
print(tf.random.stateless_normal(shape=[2, 3], seed=[1, 2]))
print(tf.random.stateless_normal(shape=[2, 3], seed=[1, 2]))
tf.random.set_seed(1234)
print(tf.random.uniform([1]), tf.random.uniform([1], seed=1), tf.random.normal([3]), tf.random.truncated_normal([3]))
tf.random.set_seed(1234)
@tf.function
def f():
  a = tf.random.uniform([1])
  b = tf.random.uniform([1])
  return a, b

@tf.function
def g():
  a = tf.random.uniform([1])
  b = tf.random.uniform([1])
  return a, b

print(f())  # prints '(A1, A2)'
print(g())  # prints '(A1, A2)'
tf.random.set_seed(1234)
@tf.function
def foo():
  a = tf.random.uniform([1], seed=1)
  b = tf.random.uniform([1], seed=1)
  return a, b
print(foo())  # prints '(A1, A1)'
print(foo())  # prints '(A2, A2)'
@tf.function
def bar():
  a = tf.random.uniform([1])
  b = tf.random.uniform([1])
  return a, b
print(bar())  # prints '(A1, A2)'
print(bar())
@tf.function
def foo():
  a = tf.random.uniform([1], seed=1)
  return a
tf.random.set_seed(1234)
print(foo())  # prints 'A1'
print(foo())  # prints 'A2'
print(foo())
tf.random.set_seed(1234)
print(foo())
tf.random.set_seed(5)
print(repr((tf.random.shuffle(tf.range(10)), tf.random.shuffle([[1,2],[3,4],[5,6]]), tf.random.shuffle(tf.range(10), seed=3))))
print(repr((tf.random.uniform([3], 0, 10, dtype=tf.int32), tf.random.uniform([2,2], maxval=100, dtype=tf.int64, seed=1), tf.random.uniform((2,), dtype=tf.float64), tf.random.normal([2], dtype=tf.float64), tf.random.normal([2], mean=5, stddev=[1.,100.]))))
print(repr((tf.random.gamma([3], 2.0), tf.random.poisson([4], 3.0), tf.random.categorical([[0.1, 0.5, 2.0]], 5), tf.random.gamma([2], [.5, 1.5], beta=2., seed=3))))
seeds = tf.random.split([1,2], 3); print(repr((seeds, tf.random.fold_in([1,2], 7), tf.random.create_rng_state(1, 'philox'))))
tf.random.set_seed(9)
init = tf.keras.initializers.GlorotUniform(seed=1); print(repr((init((2,3)), tf.keras.initializers.RandomNormal(seed=3)((2,2)), tf.random_normal_initializer(seed=2)((2,2)), tf.initializers.HeNormal(seed=1)((2,2)), tf.random_uniform_initializer(0,1,seed=3)((2,)))))
tf.random.set_seed(1)
class M(tf.Module):
  @tf.function
  def __call__(self, x):
    if not hasattr(self, 'w'):
      self.w = tf.Variable(tf.random.normal([2,2]))
    return tf.nn.dropout(x @ self.w, 0.5)
print(repr((M()(tf.ones([1,2])))))
@tf.function
def walk(n):
  x = tf.constant(0.)
  for _ in tf.range(n):
    x += tf.random.normal([])
  return x
tf.random.set_seed(3)
print(repr((walk(tf.constant(5)), walk(tf.constant(5)))))
tf.random.set_seed(2)
x = tf.random.normal([2,2]); y = tf.random.uniform([2]); z=tf.function(lambda: (tf.random.normal([2])+tf.random.uniform([2], seed=4), tf.random.shuffle(tf.range(5))))()
print(repr((x, y, z)))
