"""py_function gives the Python function eager tensors, numpy_function gives it arrays; both run at each call of a function."""
import numpy as np

seen = []


def eager(x, y):
    seen.append((type(x).__name__ in ("EagerTensor",), hasattr(x, "numpy")))
    return x.numpy() + y.numpy()


def arrays(x):
    seen.append(type(x).__name__)
    return np.float32(x * 2)


@tf.function
def f(x):
    return tf.py_function(func=eager, inp=[x, 10.0], Tout=tf.float32), tf.numpy_function(arrays, [x], tf.float32)


for i in range(2):
    a, b = f(tf.constant(float(i)))
    print(a.numpy(), b.numpy(), a.shape)
print(len(seen), [s[1] for s in seen if isinstance(s, tuple)])
print(tf.py_function(lambda x: x * x, [tf.constant(3.0)], tf.float32), tf.py_function(lambda: (1, 2.0), [], [tf.int32, tf.float32]))
x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = tf.py_function(lambda t: t * t, [x], tf.float32)
print(tape.gradient(y, x).numpy())


def fails(x):
    raise ValueError("from Python")


try:
    tf.function(lambda: tf.py_function(fails, [1], tf.int32))()
except Exception as error:
    print(type(error).__name__, "from Python" in str(error))
print(f.get_concrete_function(tf.TensorSpec([], tf.float32)).structured_outputs[0].shape)
