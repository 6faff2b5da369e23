"""Solutions, factors and exponentials of small matrices, and their gradients, agree to the last bit.

Checksums of many random matrices stand for their bits. They are in batches, as products of single ones in float32 depend
on the processor; recorded without oneDNN (TF_ENABLE_ONEDNN_OPTS=0), which is the default where a processor has no AVX-512.
"""
import zlib
import numpy as np

rng = np.random.RandomState(0)


def drawn(*shape, dtype=np.float64):
    return (rng.rand(*shape) * 4 - 2).astype(dtype)


def told(title, f, *arrays):
    """Print checksums of what f gives and of the gradients of its weighed sum."""
    given = [tf.constant(a) for a in arrays]
    with tf.GradientTape() as tape:
        tape.watch(given)
        found = f(*given)
        found = list(found) if isinstance(found, (tuple, list)) else [found]
        weights = [drawn(*one.shape, dtype=arrays[0].dtype) for one in found]
        total = tf.add_n([tf.reduce_sum(one * w) for one, w in zip(found, weights)])
    gradients = tape.gradient(total, given) if max(arrays[0].shape) <= 25 else []
    sums = [zlib.crc32(one.numpy().tobytes()) for one in (*found, *gradients)]
    print(title, arrays[0].dtype, [list(a.shape) for a in arrays], sums)


def solutions(a, b):
    return tf.linalg.solve(a, b), tf.linalg.solve(a, b, adjoint=True), tf.linalg.inv(a)


def triangles(a, b):
    return (tf.linalg.triangular_solve(a, b), tf.linalg.triangular_solve(a, b, lower=False),
            tf.linalg.triangular_solve(a, b, adjoint=True))


for dtype in (np.float32, np.float64):
    for side, columns in ((1, 2), (2, 2), (3, 1), (4, 4), (5, 9), (6, 1), (7, 12), (8, 3), (8, 17)):
        a, b = drawn(20, side, side, dtype=dtype), drawn(20, side, columns, dtype=dtype)
        told("solutions", solutions, a + 5 * np.eye(side, dtype=dtype), b)
        told("triangles", triangles, a + 5 * np.eye(side, dtype=dtype), b)
    for shape in ((1, 1), (3, 2), (2, 3), (5, 5), (9, 4), (4, 12), (8, 8), (8, 20), (24, 7)):
        told("factors", tf.linalg.qr, drawn(20, *shape, dtype=dtype))
        if shape[0] <= shape[1]:
            told("whole factors", lambda a: tf.linalg.qr(a, full_matrices=True), drawn(20, *shape, dtype=dtype))
    for size in (0.02, 0.2, 1.0, 3.0):
        for shape in ((3, 2, 2), (5, 3, 3), (7, 7, 7), (6, 8, 8)):
            told("exponential", tf.linalg.expm, drawn(*shape, dtype=dtype) * dtype(size))
    for shape in ((7, 4, 5, 6), (3, 9, 9, 9), (2, 13, 20, 11), (4, 1, 3, 5)):
        rows, inner, columns = shape[1:]
        told("products", tf.matmul, drawn(*shape[:3], dtype=dtype), drawn(shape[0], inner, columns, dtype=dtype))
