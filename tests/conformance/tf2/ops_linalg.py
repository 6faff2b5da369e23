"""matmul, einsum, tensordot, inverse, determinant, QR, SVD, eigenvalues, norm and trace agree with each other."""
a = tf.constant([[4.0, 1.0], [2.0, 3.0]])


def near(x, y):
    return bool(tf.reduce_all(tf.abs(x - y) < 1e-4))


print(a @ a, tf.matmul(a, [[1.0], [2.0]]), tf.linalg.matmul(a, a, transpose_b=True), tf.matmul(a, a, name="product").shape)
print(tf.linalg.det(a).numpy().round(3), tf.linalg.inv(a).numpy().round(2), near(a @ tf.linalg.inv(a), tf.eye(2)))
q, r = tf.linalg.qr(a)
print("qr:", near(q @ r, a), near(tf.transpose(q) @ q, tf.eye(2)), r[1, 0].numpy())
s, u, v = tf.linalg.svd(a)
print("svd:", s.shape, near(u @ tf.linalg.diag(s) @ tf.transpose(v), a), tf.linalg.svd(a, compute_uv=False).shape)
print("eigvals:", tf.linalg.eigvals(a).dtype, sorted(round(x, 3) for x in tf.math.real(tf.linalg.eigvals(a)).numpy().tolist()))
print(tf.linalg.diag([1, 2]), tf.linalg.diag_part(a), tf.linalg.trace(a).numpy())
print(tf.norm([3.0, 4.0]).numpy(), tf.linalg.norm(a, axis=1).numpy().round(3), tf.norm(a, ord=1).numpy(), tf.norm([1.0, -2.0], ord=float("inf")).numpy())
print(tf.matmul(tf.ones([2, 3, 4]), tf.ones([2, 4, 1])).shape, tf.constant([[1, 2]]) @ tf.constant([[3], [4]]))
