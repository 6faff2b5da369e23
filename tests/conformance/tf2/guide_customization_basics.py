"""A page on the basics of eager work: NumPy in and out, devices, a timer, shapes and dtypes."""
import time

import numpy as np

print(tf.math.add(1, 2))
print(tf.math.add([1, 2], [3, 4]))
print(tf.math.square(5))
print(tf.math.reduce_sum([1, 2, 3]))
print(tf.math.square(2) + tf.math.square(3))
x = tf.linalg.matmul([[1]], [[2, 3]])
print(x)
print(x.shape)
print(x.dtype)
ndarray = np.ones([3, 3])
print("TensorFlow operations convert numpy arrays to Tensors automatically")
tensor = tf.math.multiply(ndarray, 42)
print(tensor)
print("And NumPy operations convert Tensors to NumPy arrays automatically")
print(np.add(tensor, 1))
print("The .numpy() method explicitly converts a Tensor to a numpy array")
print(tensor.numpy())
x = tf.random.uniform([3, 3])
print("Is there a GPU available: ", tf.config.list_physical_devices("GPU"))
print("Is the Tensor on GPU #0:  ", x.device.endswith("GPU:0"))


def time_matmul(x):
    start = time.time()
    for loop in range(2):
        tf.linalg.matmul(x, x)
    return time.time() - start


with tf.device("CPU:0"):
    x = tf.random.uniform([10, 10])
    assert x.device.endswith("CPU:0")
    print(time_matmul(x) >= 0.0)
