"""tf.matmul multiplies matrices and batches of them, transposes on request, and refuses vectors."""
import numpy as np

def r(v):
    return np.round(v, 4).tolist()

a = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], name="a")
b = tf.constant([[1.0, 0.0], [0.0, 1.0], [2.0, 2.0]], name="b")
with tf.Session() as sess:
    for z in (tf.matmul(a, b), tf.matmul(a, a, transpose_b=True), tf.matmul(a, a, transpose_a=True), a @ b,
              tf.matmul(a, b, True, True), tf.matmul(tf.zeros([4, 2, 3]), tf.ones([4, 3, 5])), tf.matmul(a, b, name="mine")):
        print(z.name, z.op.type, z.shape, r(sess.run(z)) if z.shape.ndims == 2 else sess.run(z).shape)
    print(r(sess.run(tf.gradients(tf.matmul(a, b), [a, b])[0])), r(sess.run(tf.gradients(tf.matmul(a, b), [a, b])[1])))
    z = tf.matmul(a, a, transpose_b=True)
    print(r(sess.run(tf.gradients(z[0, 1], a)[0])))
    print(tf.matmul(tf.placeholder(tf.float32, [None, 3]), b).shape, tf.matmul(tf.placeholder(tf.float32), b).shape)
for bad in ((a, a), (a, tf.constant([1.0, 2.0, 3.0])), (a, tf.constant([[1]])), ([1.0], [2.0])):
    try:
        tf.matmul(*bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__ + ":", str(error).split(" for '")[0].splitlines()[0][:90])
