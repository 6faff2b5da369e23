"""Further functions of tf.linalg beyond the everyday ones."""
a = tf.constant([[4.0, 1.0], [2.0, 3.0]])
e, w = tf.linalg.eigh(tf.constant([[2.0, 0.0], [0.0, 1.0]]))
print(e.numpy().tolist(), tf.linalg.cholesky([[4.0, 0.0], [0.0, 9.0]]).numpy().tolist())
print([[round(v, 3) for v in row] for row in tf.linalg.solve(a, [[5.0], [5.0]]).numpy().tolist()], tf.linalg.band_part(tf.ones([3, 3]), -1, 0))
print(tf.tensordot([1.0, 2.0], [3.0, 4.0], axes=1).numpy(), tf.linalg.cross([1, 0, 0], [0, 1, 0]), tf.linalg.adjoint(a))
print(tf.linalg.set_diag(a, [0.0, 0.0]), tf.linalg.matvec(a, [1.0, 2.0]), tf.linalg.eye(2))
