"""Determinant, inverse, solve, Cholesky, eigenvalues, QR, SVD and norms of small matrices, with gradients where they have one.

The Cholesky factor of a matrix that has none is no error: it comes out as NaN."""
import numpy as np

def r(value):
    return (np.round(np.float64(value), 3) + 0.0).tolist()

a = tf.constant([[4.0, 1.0], [1.0, 3.0]], name="a")
b = tf.constant([[1.0], [2.0]])
with tf.Session() as sess:
    for z in (tf.matrix_determinant(a), tf.matrix_inverse(a), tf.cholesky(a), tf.matrix_solve(a, b), tf.linalg.det(a), tf.linalg.inv(a),
              tf.matrix_inverse(a, adjoint=True), tf.cholesky_solve(tf.cholesky(a), b), tf.linalg.norm(a), tf.norm(a, axis=1), tf.norm(a, ord=1),
              tf.norm(a, ord=np.inf, axis=0), tf.self_adjoint_eigvals(a), tf.matrix_triangular_solve(tf.cholesky(a), b), tf.linalg.logdet(a)):
        print(z.dtype.name, z.shape, r(sess.run(z)), r(sess.run(tf.gradients(z, a)[0])))
    values, vectors = tf.self_adjoint_eig(a)
    got = sess.run([values, vectors])
    print(values.shape, vectors.shape, r(got[0]), r(got[1] @ np.diag(got[0]) @ got[1].T))
    s, u, v = tf.svd(tf.constant([[3.0, 0.0], [4.0, 5.0], [0.0, 0.0]]))
    got = sess.run([s, u, v])
    print(s.shape, u.shape, v.shape, r(got[0]), r(got[1] @ np.diag(got[0]) @ got[2].T), tf.svd(a, compute_uv=False), r(sess.run(tf.svd(a, compute_uv=False))))
    q, upper = sess.run(tf.qr(a))
    print(r(q @ upper), r(q.T @ q), abs(upper[1, 0]) < 1e-6, type(tf.qr(a)).__name__)
    print(r(sess.run(tf.cross([1.0, 0.0, 0.0], [0.0, 1.0, 0.0]))), r(sess.run(tf.matrix_determinant(tf.stack([a, 2.0 * a])))))
    try:
        sess.run(tf.matrix_inverse(tf.ones([2, 2])))
    except tf.errors.InvalidArgumentError as error:
        print(type(error).__name__, "Input is not invertible" in str(error))
    print(bool(np.isnan(sess.run(tf.cholesky(-a))).any()))
for bad in (lambda: tf.matrix_inverse(tf.ones([2, 3])), lambda: tf.matrix_determinant([1.0]), lambda: tf.cholesky(tf.ones([2, 3]))):
    try:
        bad()
    except ValueError as error:
        print("ValueError:", str(error).split(" for '")[0])
