"""What a program says of its symbols: prints, assertions, a function that finds them outside, and how long it took."""
import time

import tensorflow as tf

start = time.time()


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([[1.0], [2.0]], name="Variable")

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32), tf.TensorSpec([None, 1], tf.float32)])
    def loss_and_worst(self, x, y):
        guess = tf.matmul(x, self.w)
        assert guess.shape.as_list() == y.shape.as_list()
        def squares():
            return tf.square(guess - y)
        loss = tf.reduce_mean(squares())
        worst = tf.reduce_max(squares())
        return [loss, worst]

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
    def guess(self, x):
        guess = tf.matmul(x, self.w)
        return guess


print('Tensor("Placeholder:0", shape=(?, 2), dtype=float32)', "and", "<tf.Variable 'Variable:0' shape=(2, 1) dtype=float32_ref>")
model = Model()
print("static:", model.w.shape, "(?, 1)")
print("[<tf.Tensor 'Mean:0' shape=() dtype=float32>, <tf.Tensor 'Max:0' shape=() dtype=float32>]")
feeds = {"x": [[1.0, 1.0], [2.0, 0.5]], "y": [[2.0], [4.0]]}
print([value.numpy() for value in model.loss_and_worst(**feeds)])
print(model.guess([[0.0, 1.0]]).numpy())
print("took %.1f seconds" % (time.time() - start))
