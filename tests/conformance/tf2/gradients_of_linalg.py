"""The gradients of matmul in all its forms, einsum, inverse, determinant, trace, diag and norm, against finite differences."""
a = tf.constant([[2.0, 1.0], [0.5, 3.0]])
b = tf.constant([[1.0, -1.0], [2.0, 0.5]])
w = tf.constant([[1.0, 2.0], [3.0, 4.0]])
for label, f in (("matmul", lambda a, b: tf.matmul(a, b)), ("transpose_a", lambda a, b: tf.matmul(a, b, transpose_a=True)), ("transpose_b", lambda a, b: tf.matmul(a, b, transpose_b=True)),
                 ("both", lambda a, b: tf.matmul(a, b, transpose_a=True, transpose_b=True)), ("einsum", lambda a, b: tf.einsum("ij,kj->ik", a, b)), ("inv", lambda a, b: tf.linalg.inv(a) @ b),
                 ("det", lambda a, b: tf.linalg.det(a) * b), ("trace", lambda a, b: tf.linalg.trace(a) * b), ("diag", lambda a, b: tf.linalg.diag(a[0]) + b), ("diag_part", lambda a, b: tf.linalg.diag_part(a) * b),
                 ("norm", lambda a, b: tf.norm(a) * b), ("batched", lambda a, b: tf.matmul(tf.stack([a, b]), b)[0]), ("tensordot", lambda a, b: tf.tensordot(a, b, axes=[[0], [1]]))):
    with tf.GradientTape() as tape:
        tape.watch([a, b])
        y = tf.reduce_sum(f(a, b) * w)
    print(label, [[round(v, 3) + 0.0 for v in tf.reshape(g, [-1]).numpy().tolist()] for g in tape.gradient(y, [a, b])])
