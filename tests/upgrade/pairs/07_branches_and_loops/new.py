"""A branch and a loop of the graph: the new world runs the same two calls."""
import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.steps = tf.Variable(0, name="steps")

    @tf.function(input_signature=[tf.TensorSpec([], tf.int32)])
    def squares_and_size(self, limit):
        _, squares = tf.while_loop(lambda i, total: i < limit, body, [tf.constant(0), tf.constant(0)])
        size = tf.cond(squares > 20, lambda: tf.constant("large"), lambda: tf.constant("small"))
        return [squares, size]

    @tf.function(input_signature=[tf.TensorSpec([], tf.int32)])
    def count(self, limit):
        _, squares = tf.while_loop(lambda i, total: i < limit, body, [tf.constant(0), tf.constant(0)])
        count = self.steps.assign_add(squares)
        return count


def body(i, total):
    return i + 1, total + i * i
model = Model()
for n in (3, 6):
    print(n, [value.numpy() for value in model.squares_and_size(n)])
    model.count(n)
print("steps", model.steps.numpy())
