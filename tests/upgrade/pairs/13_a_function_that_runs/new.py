"""A session handed to a function that runs it: the owner of the values is handed on in its place."""
import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(2.0, name="w")

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
    def y(self, x):
        y = self.w * x
        return y


def show(sess, value):
    print("y", model.y(value).numpy())

if __name__ == "__main__":
    model = Model()
    show(model, 1.0)
    show(model, 3.0)
    model.w.assign(5.0)
    show(model, 3.0)
