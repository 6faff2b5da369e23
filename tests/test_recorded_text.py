"""What counts as the same printed text, and what does not."""

import pytest
from recorded_text import differences, same


@pytest.mark.parametrize(
    ("expected", "printed"),
    [
        ("loss 0.23304331\n", "loss 0.23304328\n"),
        ("[[0.14353874]\n [0.74499875]]\n", "[[0.14353874]\n [0.7449988 ]]\n"),
        ("Loss = [0.06618218] at 1.0077294\n", "Loss = [0.06618224] at 1.0077296\n"),
        ("1.0 -3e-08\n", "1.0 2e-08\n"),
        ("0.1234567890123456\n", "0.1234567890123457\n"),
        ("[1. 2. 3.1234567\n 4.]\n", "[1. 2. 3.123457 4.]\n"),
        ("array([1.97957  , 1.387571], dtype=float32)\n", "array([1.9795703, 1.387571], dtype=float32)\n"),
    ],
)
def test_the_last_digits_of_floats_may_differ(expected, printed):
    assert same(expected, printed)


@pytest.mark.parametrize(
    ("expected", "printed"),
    [
        ("1e-07\n", "2e-07\n"),
        ("0.5\n", "0.501\n"),
        ("0.5\n", "-0.5\n"),
        ("0.1234567890123456\n", "0.1234567899\n"),
        ("3\n", "4\n"),
        ("3\n", "3.0\n"),
        ("[1 2]\n", "[1 3]\n"),
        ("1.5 nan\n", "1.5 0.0\n"),
        ("inf\n", "1e30\n"),
        ("a  b\n", "a b\n"),
        ("a , b\n", "a, b\n"),
        ("shape=(2, 3)\n", "shape=(2,3)\n"),
        ("v_1.0\n", "v_1.1\n"),
        ("w:0\n", "w:1\n"),
        ("one\ntwo\n", "one\n"),
        ("one\n", "one"),
        ("[1. 2.]\n", "[1. 2. 3.]\n"),
        ("float32\n", "float64\n"),
    ],
)
def test_everything_else_is_compared_to_the_letter(expected, printed):
    assert not same(expected, printed)


def test_a_difference_is_shown_as_lines():
    shown = "".join(differences("a\nb 1.0\n", "a\nb 2.0\n"))

    assert "-b 1.0" in shown
    assert "+b 2.0" in shown
