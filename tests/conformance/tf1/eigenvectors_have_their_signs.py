"""Eigenvalues come least first; the sign of each eigenvector is the one that the solver leaves."""
import numpy as np

for rows in (
    [[1.0, 2.0, 3.0], [-3.0, -7.0, -1.0], [0.0, 5.0, -2.0]],
    [[2.0, -1.0, 0.0], [-1.0, 2.0, -1.0], [0.0, -1.0, 2.0]],
    [[4.0, 1.0], [1.0, 4.0]],
    [[5.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 3.0]],
):
    values, vectors = tf.self_adjoint_eig(tf.constant(np.array(rows)))
    with tf.Session() as sess:
        w, v = sess.run([values, vectors])
    print(w.round(6).tolist())
    print((v.round(6) + 0.0).tolist())
batch = tf.constant([[[2.0, 1.0], [1.0, 3.0]], [[1.0, 0.0], [0.0, 1.0]]])
values, vectors = tf.self_adjoint_eig(batch)
print(values.shape, vectors.shape, values.dtype)
with tf.Session() as sess:
    print(np.round(sess.run(vectors), 4).tolist())
