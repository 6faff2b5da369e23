"""A page on matrices with core API: low rank approximations from the singular values, error and compression."""
import numpy as np

A = tf.constant([[3.0, 1.0, 2.0, 0.5], [1.0, 4.0, 0.0, 1.0], [2.0, 0.0, 5.0, 1.0]])
s, U, V = tf.linalg.svd(A)
print(s.shape, U.shape, V.shape, bool(tf.reduce_all(s[:-1] >= s[1:])))


def rank_r_approx(s, U, V, r, verbose=False):
    s_r, U_r, V_r = s[..., :r], U[..., :, :r], V[..., :, :r]
    A_r = tf.einsum("...s,...us,...vs->...uv", s_r, U_r, V_r)
    if verbose:
        print(f"Approximation Size: {A_r.shape}")
    return A_r


for r in (1, 2, 3):
    A_r = rank_r_approx(s, U, V, r, verbose=True)
    print(f"error {tf.norm(A - A_r):.3f} of {tf.norm(A):.3f}", tf.linalg.matrix_rank(A_r).numpy())
print(np.allclose(rank_r_approx(s, U, V, 3), A, atol=1e-4), np.allclose(U @ tf.transpose(U), np.eye(3), atol=1e-5))
I = tf.random.uniform([8, 6, 3])
x = tf.transpose(I, perm=[2, 0, 1])
s, U, V = tf.linalg.svd(x)
print(s.shape, U.shape, V.shape, tf.linalg.diag(s).shape, np.allclose(rank_r_approx(s, U, V, 6), x, atol=1e-4))


def compression_ratio(shape, r):
    return 1.0 * r * (shape[0] + shape[1] + 1) / (shape[0] * shape[1])


print(round(compression_ratio(I.shape, 2), 3), tf.clip_by_value(tf.constant([-0.1, 1.2]), 0.0, 1.0).numpy())
