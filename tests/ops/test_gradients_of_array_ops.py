"""Gradient rules of array and matrix ops agree with finite differences, in both worlds."""

import numpy as np
import pytest

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2

A = np.array([[0.9, -0.4, 1.7], [0.3, 1.2, -0.8]])
B = np.array([[1.1, 0.5, -0.7], [2.0, -1.5, 0.6]])
SQUARE = np.array([[2.1, 0.4, -0.3], [0.5, 1.8, 0.2], [-0.1, 0.6, 2.6]])
V = np.array([0.7, -1.3, 2.2])

CASES = {
    "sum": (lambda tf, x: tf.reduce_sum(x, 1), A),
    "sum_kept": (lambda tf, x: tf.reduce_sum(x, [0], keepdims=True), A),
    "mean": (lambda tf, x: tf.reduce_mean(x, axis=-1), A),
    "mean_of_all": (lambda tf, x: tf.reduce_mean(x), A),
    "max": (lambda tf, x: tf.reduce_max(x, 0), A),
    "min": (lambda tf, x: tf.reduce_min(x), A),
    "prod": (lambda tf, x: tf.reduce_prod(x, 1), A),
    "prod_with_zero": (lambda tf, x: tf.reduce_prod(x * [[1.0, 0.0, 1.0], [1.0, 1.0, 1.0]], 1), A),
    "logsumexp": (lambda tf, x: tf.reduce_logsumexp(x, 1), A),
    "variance": (lambda tf, x: tf.math.reduce_variance(x, 0), A),
    "std": (lambda tf, x: tf.math.reduce_std(x), A),
    "euclidean": (lambda tf, x: tf.math.reduce_euclidean_norm(x, 1), A),
    "reshape": (lambda tf, x: tf.reshape(x, [3, -1]), A),
    "transpose": (lambda tf, x: tf.transpose(x), A),
    "transpose_order": (lambda tf, x: tf.transpose(tf.expand_dims(x, 1), [2, 0, 1]), A),
    "squeeze": (lambda tf, x: tf.squeeze(tf.expand_dims(x, 0)), A),
    "broadcast": (lambda tf, x: tf.broadcast_to(x, [4, 2, 3]), A),
    "concat": (lambda tf, x, y: tf.concat([x, y, x], 1), A, B),
    "stack": (lambda tf, x, y: tf.stack([x, y], axis=1), A, B),
    "unstack": (lambda tf, x: tf.unstack(x, axis=1)[2], A),
    "split": (lambda tf, x: tf.split(x, 3, axis=1)[1], A),
    "split_sizes": (lambda tf, x: tf.split(x, [1, 2], axis=1)[1], A),
    "tile": (lambda tf, x: tf.tile(x, [2, 3]), A),
    "pad": (lambda tf, x: tf.pad(x, [[1, 0], [2, 1]]), A),
    "pad_reflect": (lambda tf, x: tf.pad(x, [[1, 1], [2, 1]], "REFLECT"), A),
    "reverse": (lambda tf, x: tf.reverse(x, [0]), A),
    "reverse_sequence": (lambda tf, x: tf.reverse_sequence(x, [2, 3], seq_axis=1, batch_axis=0), A),
    "roll": (lambda tf, x: tf.roll(x, 1, 1), A),
    "repeat": (lambda tf, x: tf.repeat(x, [2, 0, 3], axis=1), A),
    "slice": (lambda tf, x: tf.slice(x, [0, 1], [2, 2]), A),
    "index": (lambda tf, x: x[:, ::-2], A),
    "gather": (lambda tf, x: tf.gather(x, [1, 1, 0]), A),
    "gather_axis": (lambda tf, x: tf.gather(x, [2, 2], axis=1), A),
    "gather_nd": (lambda tf, x: tf.gather_nd(x, [[0, 1], [1, 2], [0, 1]]), A),
    "scatter_nd": (lambda tf, x: tf.scatter_nd([[3], [0]], x, [5, 3]), A),
    "scatter_update": (lambda tf, x, y: tf.tensor_scatter_nd_update(x, [[0]], y[:1]), A, B),
    "scatter_add": (lambda tf, x, y: tf.tensor_scatter_nd_add(x, [[0], [0]], y), A, B),
    "where": (lambda tf, x, y: tf.where(A > 0.5, x, y), A, B),
    "boolean_mask": (lambda tf, x: tf.boolean_mask(x, A > 0), A),
    "partition": (lambda tf, x: tf.dynamic_partition(x, [1, 0], 2)[1], A),
    "stitch": (lambda tf, x, y: tf.dynamic_stitch([[0, 2], [3, 1]], [x, y]), A, B),
    "sort": (lambda tf, x: tf.sort(x), A),
    "cumsum": (lambda tf, x: tf.cumsum(x, axis=1, exclusive=True, reverse=True), A),
    "cumprod": (lambda tf, x: tf.math.cumprod(x, axis=1), A),
    "cumulative_logsumexp": (lambda tf, x: tf.math.cumulative_logsumexp(x, axis=1), A),
    "segment_sum": (lambda tf, x: tf.math.segment_sum(tf.transpose(x), [0, 0, 1]), A),
    "segment_mean": (lambda tf, x: tf.math.segment_mean(tf.transpose(x), [0, 0, 1]), A),
    "segment_max": (lambda tf, x: tf.math.segment_max(tf.transpose(x), [0, 0, 1]), A),
    "segment_prod": (lambda tf, x: tf.math.segment_prod(tf.transpose(x), [0, 0, 1]), A),
    "unsorted_sum": (lambda tf, x: tf.math.unsorted_segment_sum(x, [1, -1], 3), A),
    "unsorted_max": (lambda tf, x: tf.math.unsorted_segment_max(x, [1, 1], 2)[1], A),
    "unsorted_mean": (lambda tf, x: tf.math.unsorted_segment_mean(x, [1, 1], 3), A),
    "add_n": (lambda tf, x, y: tf.add_n([x, y, x]), A, B),
    "matmul": (lambda tf, x, y: tf.matmul(x, y, transpose_b=True), A, B),
    "matmul_left": (lambda tf, x, y: tf.matmul(x, y, transpose_a=True), A, B),
    "matmul_both": (lambda tf, x, y: tf.matmul(x, tf.transpose(y), transpose_a=True, transpose_b=True), A, B),
    "matmul_batch": (lambda tf, x, y: tf.matmul(tf.stack([x, y]), tf.transpose(y)), A, B),
    "matvec": (lambda tf, x, y: tf.linalg.matvec(x, y), A, V),
    "einsum": (lambda tf, x, y: tf.einsum("ij,kj->ik", x, y), A, B),
    "einsum_summed": (lambda tf, x, y: tf.einsum("ij,kl->k", x, y), A, B),
    "einsum_trace": (lambda tf, x: tf.einsum("ii->i", x), SQUARE),
    "einsum_dots": (lambda tf, x, y: tf.einsum("...j,kj->...k", x, y), A, B),
    "tensordot": (lambda tf, x, y: tf.tensordot(x, y, [[0, 1], [0, 1]]), A, B),
    "tensordot_outer": (lambda tf, x, y: tf.tensordot(x, y, 0), A, V),
    "cross": (lambda tf, x, y: tf.linalg.cross(x, y), A, B),
    "norm": (lambda tf, x: tf.norm(x, axis=1), A),
    "norm_of_matrix": (lambda tf, x: tf.norm(x, ord=2, axis=[0, 1]), A),
    "clip_by_value": (lambda tf, x: tf.clip_by_value(x, -0.5, 1.0), A),
    "clip_by_norm": (lambda tf, x: tf.clip_by_norm(x, 1.0), A),
    "det": (lambda tf, x: tf.linalg.det(x), SQUARE),
    "slogdet": (lambda tf, x: tf.linalg.slogdet(x)[1], SQUARE),
    "inv": (lambda tf, x: tf.linalg.inv(x), SQUARE),
    "solve": (lambda tf, x, y: tf.linalg.solve(x, tf.transpose(y)), SQUARE, A),
    "solve_adjoint": (lambda tf, x, y: tf.linalg.solve(x, tf.transpose(y), adjoint=True), SQUARE, A),
    "triangular": (lambda tf, x, y: tf.linalg.triangular_solve(x, tf.transpose(y)), SQUARE, A),
    "triangular_upper": (lambda tf, x, y: tf.linalg.triangular_solve(x, tf.transpose(y), lower=False), SQUARE, A),
    "cholesky": (lambda tf, x: tf.linalg.cholesky(tf.matmul(x, x, transpose_b=True)), SQUARE),
    "logdet": (lambda tf, x: tf.linalg.logdet(tf.matmul(x, x, transpose_b=True)), SQUARE),
    "qr": (lambda tf, x: tf.linalg.qr(x)[1], SQUARE),
    "svd": (lambda tf, x: tf.linalg.svd(x)[0], A),
    "svd_vectors": (lambda tf, x: tf.abs(tf.linalg.svd(x)[1]), SQUARE),
    "eigh": (lambda tf, x: tf.linalg.eigh(x + tf.transpose(x))[0], SQUARE),
    "eigh_vectors": (lambda tf, x: tf.abs(tf.linalg.eigh(x + tf.transpose(x))[1]), SQUARE),
    "lstsq": (lambda tf, x, y: tf.linalg.lstsq(tf.transpose(x), tf.transpose(y)), A, B),
    "pinv": (lambda tf, x: tf.linalg.pinv(x), A),
    "band_part": (lambda tf, x: tf.linalg.band_part(x, 0, -1), SQUARE),
    "diag": (lambda tf, x: tf.linalg.diag(x), V),
    "diags": (lambda tf, x: tf.linalg.diag(x, k=(0, 1)), A),
    "diag_part": (lambda tf, x: tf.linalg.diag_part(x, k=1), SQUARE),
    "set_diag": (lambda tf, x, y: tf.linalg.set_diag(x, y), SQUARE, V),
    "trace": (lambda tf, x: tf.linalg.trace(x), SQUARE),
    "tensor_diag": (lambda tf, x: tf.linalg.tensor_diag(x), V),
    "fill": (lambda tf, x: tf.fill([2, 2], tf.reduce_sum(x)), V),
    "complex": (lambda tf, x, y: tf.abs(tf.complex(x, y)), A, B),
}


def weighed(tf, function, tensors):
    """Return a scalar that depends on every element of the result in its own way."""
    result = function(tf, *tensors)
    flat = tf.reshape(result, [-1])
    return tf.reduce_sum(flat * tf.cast(tf.range(1, tf.size(flat) + 1), tf.float64))


def by_differences(function, arrays):
    """Return the gradients by central differences, computed eagerly."""

    def value(changed):
        return weighed(tf2, function, [tf2.constant(one) for one in changed]).numpy()

    found = []
    for i, array in enumerate(arrays):
        gradient = np.zeros_like(array)
        for at in np.ndindex(*array.shape):
            step = np.zeros_like(array)
            step[at] = 1e-5
            up, down = (value([a + sign * step if i == j else a for j, a in enumerate(arrays)]) for sign in (1, -1))
            gradient[at] = (up - down) / 2e-5
        found.append(gradient)
    return found


def dense(tf, gradients):
    return [tf.convert_to_tensor(gradient) for gradient in gradients]


@pytest.mark.parametrize("name", CASES)
def test_a_tape_gives_the_gradient_that_differences_give(name):
    function, *arrays = CASES[name]
    tensors = [tf2.constant(array) for array in arrays]

    with tf2.GradientTape() as tape:
        tape.watch(tensors)
        result = weighed(tf2, function, tensors)
    found = dense(tf2, tape.gradient(result, tensors))

    for gradient, expected in zip(found, by_differences(function, arrays), strict=True):
        np.testing.assert_allclose(gradient.numpy(), expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", CASES)
def test_a_graph_gives_the_gradient_that_differences_give(name):
    function, *arrays = CASES[name]
    with tf1.Graph().as_default():
        tensors = [tf1.constant(array) for array in arrays]
        gradients = dense(tf1, tf1.gradients(weighed(tf1, function, tensors), tensors))
        with tf1.Session() as session:
            found = session.run(gradients)

    for gradient, expected in zip(found, by_differences(function, arrays), strict=True):
        np.testing.assert_allclose(gradient, expected, rtol=1e-5, atol=1e-6)
