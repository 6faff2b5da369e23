"""A page in the manner of the public guides: the basics in one page."""
import os
import tempfile

os.chdir(tempfile.mkdtemp())
x = tf.constant([[1., 2., 3.],
                 [4., 5., 6.]])

print(x)
print(x.shape)
print(x.dtype)
print(repr((x + x)))
print(repr((5 * x)))
print(repr((x @ tf.transpose(x))))
print(repr((tf.concat([x, x, x], axis=0))))
print(repr((tf.reduce_sum(x))))
print(repr((tf.convert_to_tensor([1,2,3]))))
print(repr((tf.reduce_sum([1,2,3]))))
if tf.config.list_physical_devices('GPU'):
  print("TensorFlow **IS** using the GPU")
else:
  print("TensorFlow **IS NOT** using the GPU")
var = tf.Variable([0.0, 0.0, 0.0])
print(repr((var.assign([1, 2, 3]))))
print(repr((var.assign_add([1, 1, 1]))))
x = tf.Variable(1.0)

def f(x):
  y = x**2 + 2*x - 5
  return y
print(repr((f(x))))
with tf.GradientTape() as tape:
  y = f(x)

g_x = tape.gradient(y, x)  # g(x) = dy/dx

print(repr((g_x)))
@tf.function
def my_func(x):
  print('Tracing.\n')
  return tf.reduce_sum(x)
x = tf.constant([1, 2, 3])
print(repr((my_func(x))))
x = tf.constant([10, 9, 8])
print(repr((my_func(x))))
x = tf.constant([10.0, 9.1, 8.2], dtype=tf.float32)
print(repr((my_func(x))))
class MyModule(tf.Module):
  def __init__(self, value):
    self.weight = tf.Variable(value)

  @tf.function
  def multiply(self, x):
    return x * self.weight
mod = MyModule(3)
print(repr((mod.multiply(tf.constant([1, 2, 3])))))
save_path = './saved'
tf.saved_model.save(mod, save_path)
reloaded = tf.saved_model.load(save_path)
print(repr((reloaded.multiply(tf.constant([1, 2, 3])))))
tf.random.set_seed(3)
x = tf.linspace(-2, 2, 201)
x = tf.cast(x, tf.float32)

def f(x):
  y = x**2 + 2*x - 5
  return y

y = f(x) + tf.random.normal(shape=[201])
class Model(tf.Module):

  def __init__(self):
    rand_init = tf.random.uniform(shape=[3], minval=0., maxval=5., seed=22)
    self.w_q = tf.Variable(rand_init[0])
    self.w_l = tf.Variable(rand_init[1])
    self.b = tf.Variable(rand_init[2])

  @tf.function
  def __call__(self, x):
    return self.w_q * (x**2) + self.w_l * x + self.b
quad_model = Model()
print(repr((quad_model.variables)))
def mse_loss(y_pred, y):
  return tf.reduce_mean(tf.square(y_pred - y))
epochs = 100
learning_rate = 0.01
losses = []
batches = [(x[i:i+32], y[i:i+32]) for i in range(0, 201, 32)]
for epoch in range(epochs):
  for x_batch, y_batch in batches:
    with tf.GradientTape() as tape:
      batch_loss = mse_loss(quad_model(x_batch), y_batch)
    grads = tape.gradient(batch_loss, quad_model.variables)
    for g,v in zip(grads, quad_model.variables):
        v.assign_sub(learning_rate*g)
  loss = mse_loss(quad_model(x), y)
  losses.append(loss)
  if epoch % 10 == 0:
    print(f'Mean squared error for step {epoch}: {loss.numpy():0.3f}')
