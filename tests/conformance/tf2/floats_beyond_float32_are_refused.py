"""A Python float that no float32 holds is refused where the value alone decides on the dtype, and infinite elsewhere."""
import numpy as np


def show(function):
    try:
        print(function())
    except ValueError as error:
        print(error)


for value in (1e40, -1e40, [1.0, 1e39], ((1.0,), (3.40282357e38,)), [1.0, np.float64(1e40)]):
    show(lambda: tf.constant(value))
show(lambda: tf.convert_to_tensor(1e40))
show(lambda: tf.Variable(1e40))
show(lambda: tf.cast(1e40, tf.float64))
show(lambda: tf.fill([2], 1e40))
show(lambda: tf.reduce_sum([1e40, 1.0]))
show(lambda: tf.add(1e40, 1.0))
show(lambda: tf.constant([3.4028235e38, float("inf"), float("-inf")]))
show(lambda: tf.constant([1e40], tf.float32))
show(lambda: tf.constant(np.array([1e40]), tf.float32))
show(lambda: tf.constant([1e40], tf.float64))
show(lambda: tf.constant(1.0) * 1e40)
show(lambda: tf.zeros([2]) + [1e40, 1.0])
traced = tf.function(lambda: tf.constant(1e40))
show(traced)
