"""Shapes broadcast as in NumPy, the gradient is summed back to each input's shape, and misfits are ValueErrors."""

a = tf.Variable([[1.0], [2.0]], name="a")
b = tf.Variable([10.0, 20.0, 30.0], name="b")
c = tf.Variable(2.0, name="c")
z = a * b + c
print(z.shape, [g.shape for g in tf.gradients(z, [a, b, c])])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(z).tolist())
    print([g.tolist() for g in sess.run(tf.gradients(z, [a, b, c]))])
    p = tf.placeholder(tf.float32, [None, 3])
    q = tf.placeholder(tf.float32, [None, 1])
    w = p * q
    print(w.shape, (p * b).shape, (p + tf.placeholder(tf.float32)).shape)
    print([g.shape.as_list() for g in tf.gradients(w, [p, q])],
          [g.tolist() for g in sess.run(tf.gradients(w, [p, q]), {p: [[1, 2, 3]], q: [[2], [3]]})])
    print(tf.broadcast_static_shape(tf.TensorShape([2, 1]), tf.TensorShape([3])),
          sess.run(tf.broadcast_dynamic_shape([2, 1], [3])).tolist(), sess.run(tf.broadcast_to([1, 2], [2, 2])).tolist())
for bad in (lambda: tf.constant([1.0, 2.0]) + tf.constant([1.0, 2.0, 3.0]), lambda: tf.zeros([2, 3]) * tf.zeros([3, 2])):
    try:
        bad()
    except ValueError as error:
        print("ValueError:", str(error).split(" for '")[0])
