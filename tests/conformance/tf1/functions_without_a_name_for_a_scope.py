"""A lambda, a partial function and one that begins with an underscore are functions too, though no scope has such a name."""
import functools


def _hidden(x):
    return x + 1.0


class Scale:
    def __call__(self, x):
        return x * 3.0


for f in (lambda x: x * 2.0, functools.partial(lambda by, x: x * by, 5.0), _hidden, Scale().__call__):
    traced = tf.function(f)
    with tf.name_scope("inside"):
        y = traced(tf.constant(2.0))
    with tf.Session() as sess:
        print(y.name, y.shape, sess.run([y, traced(tf.constant(3.0))]))
