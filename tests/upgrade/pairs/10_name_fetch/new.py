"""Everything by name: the builder returns nothing, the caller feeds, fetches and assigns by strings."""
import numpy as np
import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([[1.0], [2.0]], name="layer/w")

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
    def out(self, x):
        return tf.add(tf.matmul(x, self.w), 0.5, name="out")


model = Model()
print(model.out([[1, 1], [2, 3]]).numpy().ravel())
raise NotImplementedError("report item 3")  # print(name, graph.get_operation_by_name(name).outputs[0].shape.ndims)
model.w.assign(np.zeros([2, 1]))
print(model.w.numpy().ravel())
