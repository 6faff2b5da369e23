"""Names that mean one thing when the graph takes them and another later; functions that use the program's names."""
import tensorflow as tf

size = 2


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(tf.ones([size, 1]), name="w")

    @tf.function(input_signature=[tf.TensorSpec(None, tf.float32)])
    def values(self, y_2):
        return y_2 + 1.0

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
    def y(self, x):
        y = tf.matmul(x, self.w) * size
        return y

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
    def total(self, x):
        y = tf.matmul(x, self.w) * size
        total = tf.reduce_sum(y) + size_2
        return total


size_2 = 10
model = Model()
print("first", model.values(2.0).numpy())
y_3 = tf.constant(5.0, name="fixed")
print("second", (y_3 + 1.0).numpy())
feeds = {"x": [[1.0, 2.0]]}
print(model.y(**feeds).numpy(), model.total(**feeds).numpy())
size_3 = 4
print(size_3)
