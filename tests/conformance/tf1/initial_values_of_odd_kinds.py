"""An initial value may be a scalar, list, array, tensor, function, other variable or initializer's result."""
import numpy as np

a = tf.Variable(3, name="a")
b = tf.Variable([[1.0]], dtype=tf.float64, name="b")
c = tf.Variable(np.arange(3), name="c")
d = tf.Variable(lambda: tf.ones([2]), dtype=tf.float32, name="d")
e = tf.Variable(tf.zeros_initializer()([2]), name="e")
f = tf.Variable(True, name="f")
g = tf.Variable("text", name="g")
h = tf.Variable(b.initialized_value() * 2, name="h")
i = tf.Variable(tf.random_normal([2], seed=1), name="i")
j = tf.Variable(tf.placeholder_with_default([1.0, 2.0], [None]), validate_shape=False, name="j")
k = tf.Variable(1 + 2j, name="k")
for v in (a, b, c, d, e, f, g, h, i, j, k):
    print(v)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print([sess.run(v).tolist() if hasattr(sess.run(v), "tolist") else sess.run(v) for v in (a, b, c, d, e, f, g, h, j, k)])
for bad in (lambda: tf.Variable(tf.placeholder(tf.float32)), lambda: tf.Variable(3.5, dtype=tf.int32), lambda: tf.Variable([[1], [2, 3]]), lambda: tf.Variable(lambda x: x)):
    try:
        bad()
        print("accepted")
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", str(error).splitlines()[0].split("<")[0][:70])
