"""A layer takes an initializer by its name, is refused what is no tensor, and hands a list to `build` as shapes."""
import numpy as np

x = tf.placeholder(tf.float32, [None, 4], name="x")


def told(call):
    try:
        made = call()
        print(type(made).__name__ if made is None else made)
    except (AttributeError, TypeError, ValueError) as error:
        print(type(error).__name__, str(error).split("\n")[0])


told(lambda: tf.layers.dense(x, 2, kernel_initializer="zeros", bias_initializer="ones"))
told(lambda: tf.layers.dense(x, 2, kernel_initializer="he_normal", name="he"))
told(lambda: tf.layers.dense(x, 2, kernel_initializer="glorot_uniform"))
told(lambda: tf.layers.dense(x, 2, kernel_initializer="none such"))
told(lambda: tf.layers.batch_normalization(x, gamma_initializer="zeros", name="bn"))
told(lambda: tf.layers.dense(x, 0))
told(lambda: tf.layers.dense(x, -1))
told(lambda: tf.layers.dense(np.ones([2, 3], np.float32), 2))
told(lambda: tf.layers.dense([[1.0, 2.0]], 2))
told(lambda: tf.layers.flatten([x, x]))
told(lambda: tf.layers.dropout([1.0, 2.0]))
told(lambda: tf.layers.dense(None, 2))
told(lambda: tf.layers.dense("a", 2))
told(lambda: tf.layers.Dense(3).kernel)


class Weighed(tf.layers.Layer):
    def build(self, shapes):
        print("built for", shapes)
        self.weight = self.add_weight("weight", [shapes[0][-1]], initializer=tf.ones_initializer())
        super().build(shapes)

    def call(self, inputs):
        first, second = inputs
        return first + second * self.weight


layer = Weighed(name="weighed")
both = layer([tf.ones([2, 3]), tf.fill([2, 3], 2.0)])
again = layer((tf.ones([1, 3]), tf.ones([1, 3])))
print(both.name, again.name, layer.weight, layer.dtype)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(both))
    print(sess.run(["dense/bias:0", "dense/kernel:0", "bn/gamma:0"]))
