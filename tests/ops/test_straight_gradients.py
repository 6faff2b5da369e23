"""The gradients of common ops are computed by kernels alone where nothing listens, and are what their rules give."""

from itertools import product

import numpy as np
import pytest

import lifetimes.tf2 as tf
from lifetimes.tf2 import tape as tapes

LEFT, ROW, ONE = np.arange(6.0).reshape(2, 3) - 2, np.array([[1.0, -2.0, 0.5]]), np.array(3.0)
WORK = {
    "add": (lambda x, y: x + y, LEFT, LEFT),
    "add a row": (lambda x, y: x + y, LEFT, ROW),
    "add a number": (lambda x, y: x + y, ONE, LEFT),
    "subtract": (lambda x, y: x - y, LEFT, LEFT),
    "subtract a row": (lambda x, y: x - y, LEFT, ROW),
    "multiply": (lambda x, y: x * y, LEFT, LEFT),
    "multiply by a number": (lambda x, y: x * y, LEFT, ONE),
    "matmul": (tf.matmul, LEFT, LEFT.T),
    "matmul turned": (lambda x, y: tf.matmul(x, y, transpose_b=True), LEFT, LEFT),
    "square": (lambda x, y: tf.square(x) * y, LEFT, ONE),
    "relu": (lambda x, y: tf.nn.relu(x) * y, LEFT, LEFT),
    "numbers alone": (lambda x, y: tf.nn.relu(x) - tf.square(y), ONE, ONE),
    "mean of rows": (lambda x, y: tf.reduce_mean(x * y, axis=1), LEFT, ROW),
    "sum kept": (lambda x, y: tf.reduce_sum(x, axis=0, keepdims=True) * y, LEFT, ROW),
    "the same twice": (lambda x, y: x * x + x * y + x, LEFT, LEFT),
    "rows of a gradient": (lambda x, y: tf.gather(x + y, [1, 1]), LEFT, LEFT),
}
NOT_ORDERED = [("relu", "complex64"), ("numbers alone", "complex64")]
KINDS = ("float16", "float32", "float64", "complex64")


def gradients(work, x, y, kind):
    """Return the gradients to a variable, to a tensor, and to what was read from the variable."""
    variable, tensor = tf.Variable(x.astype(kind)), tf.constant(y.astype(kind))
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(tensor)
        result = work(variable, tensor)
        read = variable.read_value()
        again = work(read, tensor) * work(variable, tensor)
    found = tape.gradient(result, [variable, tensor]), tape.gradient(again, [read, variable])
    flat = [one for pair in found for one in pair]
    assert {*map(type, flat)} <= {type(None), type(tensor), tf.IndexedSlices}
    return [None if one is None else tf.convert_to_tensor(one) for one in flat]


@pytest.mark.parametrize(("name", "kind"), [pair for pair in product(WORK, KINDS) if pair not in NOT_ORDERED])
def test_a_straight_gradient_is_what_the_rule_of_the_op_gives(name, kind, monkeypatch):
    work, *values = WORK[name]
    found = gradients(work, *values, kind)
    monkeypatch.setattr(tapes, "load_if_here", lambda room: None)
    wanted = gradients(work, *values, kind)

    for one, other in zip(found, wanted, strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one.numpy(), other.numpy())


def test_a_tape_around_another_sees_what_its_gradient_computes():
    v = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            cubes = tf.reduce_sum(tf.square(v) * v)
        slope = inner.gradient(cubes, v)

    assert outer.gradient(slope, v).numpy().tolist() == [6.0, 12.0]


def test_a_variable_read_by_two_ops_gets_both_gradients_and_what_was_read_its_own():
    v = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        read = tf.convert_to_tensor(v)
        both = read * read + v * v

    assert tape.gradient(both, read).numpy() == 6.0
    assert tape.gradient(both, v).numpy() == 12.0


def test_an_overflow_in_a_gradient_is_no_warning():
    v = tf.Variable([3e38])
    with tf.GradientTape() as tape:
        large = v * v * v

    assert np.isinf(tape.gradient(large, v).numpy()).all()


def test_a_variable_of_any_shape_gets_gradients_of_the_shape_that_it_had():
    v = tf.Variable([1.0, 2.0], shape=tf.TensorShape(None))
    with tf.GradientTape(persistent=True) as tape:
        first = tf.reduce_sum(tf.add(v, 1.0))
        v.assign([[3.0]])
        second = tf.reduce_sum(tf.add(v, 1.0))

    assert tape.gradient(first, v).numpy().tolist() == [1.0, 1.0]
    assert tape.gradient(second, v).numpy().tolist() == [[1.0]]


def test_several_gradients_to_one_tensor_are_added_rows_among_them():
    """Two are rows, one is dense, in each order in which they can come."""
    v = tf.Variable(LEFT)
    for parts in ([0, 0, 1], [0, 1, 0], [1, 0, 0]):
        with tf.GradientTape() as tape:
            rows = tf.add_n([tf.reduce_sum(v * 2.0 if dense else 3.0 * tf.gather(v, [1, 1])) for dense in parts])

        assert tf.convert_to_tensor(tape.gradient(rows, v)).numpy().tolist() == [[2.0] * 3, [14.0] * 3]
