"""A TensorArray is split, scattered, gathered, joined and unstacked in a graph, and gradients go back through it."""
import numpy as np
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__)
x = tf.constant([1., 2., 3.])
with tf.Session() as s:
    def run(*made): return [np.asarray(value).tolist() for value in s.run(list(made))]
    print(run(tf.TensorArray(tf.float32, 2, infer_shape=False).split(x, [1, 2]).concat(), tf.TensorArray(tf.float32, 3).scatter([2, 0, 1], x).stack()))
    print(run(tf.TensorArray(tf.float32, 3).unstack(x).gather([2, 0]), tf.TensorArray(tf.float32, 3).unstack(x).size(), tf.TensorArray(tf.float32, 3).unstack(x).read(1)))
    print(run(*tf.gradients(tf.TensorArray(tf.float32, 3).unstack(x).stack() ** 2, x), *tf.gradients(tf.TensorArray(tf.float32, 2).write(0, x[1]).write(1, x[2]).stack() ** 2, x)))
    arrays = tf.TensorArray(tf.float32, 2, element_shape=[3]).write(0, x)
    print(arrays.dtype, arrays.element_shape, arrays.dynamic_size); err(lambda: arrays.write(1, [1., 2.]))
    print(run(tf.TensorArray(tf.float32, 0, dynamic_size=True).write(2, 1.).write(0, 2.).write(1, 3.).stack()))
    err(lambda: run(tf.TensorArray(tf.float32, 2).write(5, 1.).stack())); err(lambda: run(tf.TensorArray(tf.float32, 2).unstack(x[:2]).read(7)))
