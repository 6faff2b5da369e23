"""get_variable takes shape, dtype, initializer as object, function, tensor or value, trainable and collections."""
import numpy as np

a = tf.get_variable("a", shape=(2,), dtype=tf.float64, initializer=tf.zeros_initializer(), trainable=False)
b = tf.get_variable(name="b", shape=[2, 2], initializer=lambda shape, dtype, partition_info: tf.fill(shape, 3.0))
c = tf.get_variable("c", initializer=tf.constant([1, 2]))
d = tf.get_variable("d", initializer=5.0)
e = tf.get_variable("e", initializer=np.eye(2))
f = tf.get_variable("f", shape=tf.TensorShape([3]), initializer=tf.ones_initializer, collections=["mine"])
g = tf.get_variable("g", [], tf.float32, tf.constant_initializer(4))
h = tf.get_variable("h", initializer=lambda: tf.constant([8.0]))
i = tf.get_variable("i", 3, initializer=tf.zeros_initializer())
for v in (a, b, c, d, e, f, g, h, i):
    print(v, v.trainable)
with tf.Session() as sess:
    sess.run([tf.global_variables_initializer(), f.initializer])
    print([sess.run(v).tolist() for v in (a, b, c, d, e, f, g, h, i)])
print([v.op.name for v in tf.get_collection("mine")], [v.op.name for v in tf.trainable_variables()])
for bad in (lambda: tf.get_variable("a", [2]), lambda: tf.get_variable(""), lambda: tf.get_variable(3, [1]), lambda: tf.get_variable("x y", [1]), lambda: tf.get_variable("neg", [-1]),
            lambda: tf.get_variable("k", [2], initializer=3.0)):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", str(error).splitlines()[0].split(" Did you")[0][:80])
