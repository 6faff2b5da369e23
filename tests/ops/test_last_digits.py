"""Values and gradients have the last digits that TensorFlow 2.21 printed.

More matrices are in `conformance/tf2/small_matrices_round_as_eigen_rounds.py`. Special functions call the C library,
as TensorFlow does, and single products in float32 were recorded where a processor multiplies and adds in one step.
"""

from fractions import Fraction

import numpy as np
import pytest

import lifetimes.tf2 as tf
from lifetimes.ops.linalg import rounding

A = np.array([0.5, 1, 1, 2, 2, 3, 3, 4, 7, 10, 2.5, 0.25], np.float32)
X = np.array([0.5, 0.5, 3, 0.1, 3, 3.3, 9, 4, 6.9, 14, 4.2, 0.01], np.float32)
SPECIAL = {
    "igamma": [0.68268955, 0.39346936, 0.95021296, 0.0046788403, 0.8008517, 0.6405736, 0.9937678, 0.5665299,
               0.5352847, 0.8906006, 0.8644748, 0.34818646],
    "igammac": [0.31731045, 0.60653067, 0.04978707, 0.99532115, 0.19914828, 0.35942638, 0.0062321965, 0.43347013,
                0.4647153, 0.10939939, 0.13552526, 0.6518135],
    "zeta": [4.776538, 4.934802, 0.39493406, 1000.9308, 0.0770569, 0.014308277, 0.0005390659, 0.0015625288,
             3.074109e-07, 4.8514567e-13, 0.014804979, 320.8048],
}  # fmt: skip
DIGAMMA = [-1.9635108, -1.9635108, 0.9227842, -10.423755, 0.9227842, 1.0348225, 2.1406415, 1.2561177, 1.857311,
           2.6029181, 1.3113389, -100.56089]  # fmt: skip
BY_A = [-0.6472004, -0.48945752, -0.09648295, -0.015143517, -0.19742544, -0.22257528, -0.008695469, -0.20367958,
        -0.15358606, -0.056691017, -0.13301013, -1.5264876]  # fmt: skip


def gradient(function, value):
    """Return the gradient of the sum of what a function of a tensor gives."""
    x = tf.constant(value)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    return tape.gradient(y, x).numpy()


def assert_last_bits(found, expected):
    """The same numbers, but for what one C library and another make of the last bits."""
    np.testing.assert_array_max_ulp(found.numpy(), np.array(expected, np.float32), 8)


@pytest.mark.parametrize("name", SPECIAL)
def test_a_special_function_has_tensorflows_digits(name):
    assert_last_bits(getattr(tf.math, name)(A + 1 if name == "zeta" else A, X), SPECIAL[name])


def test_digamma_has_tensorflows_digits():
    assert_last_bits(tf.math.digamma(X), DIGAMMA)


def test_an_incomplete_gamma_function_moves_with_its_parameter_as_tensorflows_does():
    assert_last_bits(tf.constant(gradient(lambda a: tf.math.igamma(a, X), A)), BY_A)


def test_the_gradient_of_an_exponential_has_tensorflows_last_digits():
    found = gradient(tf.linalg.expm, np.array([[1, 2], [2, 4]], np.float32))

    assert found.tolist() == [[67.74282836914062, 117.3961181640625], [117.39593505859375, 199.612548828125]]


def test_the_gradient_of_a_triangular_factor_has_tensorflows_last_digits():
    found = gradient(lambda x: tf.linalg.qr(x)[1], np.array([[1, 2, 3], [3, 4, 5]], np.float32))

    assert found.tolist() == [[2.1503477096557617, -1.2649104595184326, -1.26491117477417],
                              [-1.770876407623291, -0.6324548125267029, -0.632455587387085]]  # fmt: skip


def test_a_single_product_in_float32_rounds_once_for_each_product_added():
    a, b = np.random.RandomState(0).rand(2, 6, 6).astype(np.float32) - np.float32(0.5)
    expected = np.zeros((6, 6), np.float32)
    for place in np.ndindex(6, 6):
        for k in range(6):
            exact = Fraction(float(expected[place])) + Fraction(float(a[place[0], k])) * Fraction(float(b[k, place[1]]))
            expected[place] = np.float32(float(exact))

    assert rounding.product(a, b).tolist() == expected.tolist()


def test_more_than_eight_tensors_are_added_eight_at_a_time():
    """What is over first, then each eight of their own."""
    parts = [tf.constant(1.0)] * 2 + [tf.constant(2.0**-24)] * 8

    assert float(tf.add_n(parts)) == 2.0 + 2.0**-21
