"""einsum and tensordot sum over named or numbered axes, with static shapes and gradients."""

a = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
b = tf.constant([[1.0, 0.5], [2.0, 1.0], [0.0, 3.0]])
v = tf.constant([1.0, 2.0, 3.0])
t = tf.reshape(tf.range(12.0), [2, 2, 3])
with tf.Session() as sess:
    for z in (tf.einsum("ij,jk->ik", a, b), tf.einsum("ij->ji", a), tf.einsum("ij->", a), tf.einsum("ij->i", a), tf.einsum("i,i->", v, v),
              tf.einsum("i,j->ij", v, v), tf.einsum("bij,jk->bik", t, b), tf.einsum("ij,j", a, v), tf.einsum("...j,j->...", t, v),
              tf.tensordot(a, b, 1), tf.tensordot(a, b, axes=[[1], [0]]), tf.tensordot(v, v, 1), tf.tensordot(v, v, 0), tf.tensordot(a, a, [[0, 1], [0, 1]]),
              tf.tensordot(t, a, [[2], [1]])):
        print(z.shape, sess.run(z).tolist())
    print([g.tolist() for g in sess.run(tf.gradients(tf.einsum("ij,jk->ik", a, b)[0], [a, b]))],
          [g.tolist() for g in sess.run(tf.gradients(tf.tensordot(a, b, 1)[:, 1], [a, b]))])
    print(tf.einsum("ij,jk->ik", tf.placeholder(tf.float32, [None, 3]), b).shape, tf.tensordot(tf.placeholder(tf.float32, [None, 3]), b, 1).shape)
for bad in (lambda: tf.einsum("ij,jk->ik", a, a), lambda: tf.einsum("ij->k", a), lambda: tf.tensordot(a, a, 1), lambda: tf.einsum("ij,jk->ik", a)):
    try:
        bad()
    except (ValueError, tf.errors.InvalidArgumentError) as error:
        print(type(error).__name__)
