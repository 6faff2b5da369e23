"""top_k gives the largest values and their indices, in_top_k says whether a class is among them."""

x = tf.constant([[1.0, 9.0, 3.0, 9.0], [4.0, 2.0, 8.0, 0.0]])
top = tf.nn.top_k(x, k=2)
print(type(top).__name__, top.values, top.indices)
with tf.Session() as sess:
    got = sess.run(top)
    print(type(got).__name__, got.values.tolist(), got.indices.tolist())
    print([v.tolist() for v in sess.run(tf.nn.top_k([3, 1, 2]))], sess.run(tf.gradients(top.values, x)[0]).tolist())
    z = tf.nn.in_top_k(x, [3, 1], 2)
    print(z.dtype.name, z.shape, sess.run(z).tolist(), sess.run(tf.nn.in_top_k(predictions=x, targets=[1, 2], k=1)).tolist())
    print([v.tolist() for v in sess.run(tf.math.top_k(x, 1, sorted=True))])
try:
    tf.nn.top_k(x, k=5)
except ValueError as error:
    print("ValueError:", str(error).split(" for '")[0])
