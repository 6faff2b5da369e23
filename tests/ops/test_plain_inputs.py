"""Inputs that are plain become tensors by a short way, which gives what the long way gives, errors included."""

import numpy as np
import pytest

import lifetimes.tf2 as tf
from lifetimes.ops.operators import Operators
from lifetimes.tf2 import eager

X, WIDE, WHOLE = np.arange(6, dtype=np.float32).reshape(2, 3), np.arange(6.0).reshape(2, 3), np.array([2, 0, 1])
WORK = {
    "sizes in a list": lambda x: tf.reshape(x, [3, -1]),
    "sizes in a tuple": lambda x: tf.reshape(x, (6,)),
    "no sizes": lambda x: tf.reshape(x[0, 0], []),
    "nothing in a list": lambda x: tf.identity([]),
    "nothing to repeat": lambda x: tf.tile([], [2]),
    "sizes in an array": lambda x: tf.reshape(x, np.array([1, 6])),
    "a truth among sizes": lambda x: tf.reshape(x, [True, 6]),
    "a fraction among sizes": lambda x: tf.reshape(x, [1.0, 6]),
    "a size that is too large": lambda x: tf.reshape(x, [1 << 40]),
    "sizes of another kind": lambda x: tf.reshape(x, tf.constant([6], tf.int16)),
    "begin and size of two dtypes": lambda x: tf.slice(x, tf.constant([0, 1], tf.int64), [1, 2]),
    "many and an axis": lambda x: tf.concat([x, x, x], 1),
    "many of two dtypes": lambda x: tf.concat([x, tf.constant(WIDE)], 1),
    "an axis that is no integer": lambda x: tf.concat([x, x], 1.0),
    "a number behind": lambda x: tf.maximum(x, 2),
    "a number before": lambda x: tf.maximum(2, x),
    "a number too large for the dtype": lambda x: tf.maximum(tf.constant([1], tf.uint8), 300),
    "a negative number": lambda x: tf.maximum(tf.constant([1, 2], tf.int64), -3),
    "two numbers": lambda x: tf.maximum(2, 3.0),
    "an array behind": lambda x: x + X,
    "an array of another dtype behind": lambda x: x * WIDE,
    "arrays of two dtypes": lambda x: tf.multiply(WIDE, X),
    "an array and a number": lambda x: tf.multiply(WIDE, 2.0),
    "a number and an array": lambda x: tf.multiply(2.0, WIDE),
    "texts in an array": lambda x: tf.strings.join([np.array([b"a", b"b"]), "c"]),
    "an array with a dtype that is not here": lambda x: tf.abs(np.array([1.0], np.longdouble)),
    "a condition": lambda x: tf.where(x > 1.0, x, 0.0),
    "a condition in an array": lambda x: tf.where(X > 1, x, -1.0),
    "no condition": lambda x: tf.where(x, x, x),
    "a count": lambda x: tf.one_hot(WHOLE, 4),
    "places": lambda x: tf.gather(x, [1, 0]),
    "axes": lambda x: tf.reduce_sum(x, (0, 1)),
    "a variable and a number": lambda x: tf.Variable(x) * 2.0,
}


def outcome(work):
    try:
        found = work(tf.constant(X))
    except Exception as error:
        return type(error), str(error)
    return found.dtype, found.numpy().tolist()


@pytest.mark.parametrize("name", WORK)
def test_the_short_way_gives_what_the_long_way_gives(name, monkeypatch):
    short = outcome(WORK[name])
    monkeypatch.setattr(eager, "_ready", lambda op, inputs: None)

    assert short == outcome(WORK[name])


def test_an_array_that_is_changed_later_changes_no_tensor_of_a_tape():
    axes, x = np.array([0]), tf.constant(X)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(x, axes)
    axes[0] = 1

    assert tape.gradient(y, x).shape == (2, 3)


OPERATORS = {
    "a variable": lambda x, v: x * v + v,
    "a slice of it": lambda x, v: x - v[:1],
    "a row": lambda x, v: x / (v + 2.0),
    "a variable of another dtype": lambda x, v: x + tf.Variable(WIDE),
    "whole numbers": lambda x, v: tf.cast(x, tf.int32) // tf.Variable([[2]]) + tf.constant([1]),
    "a relation": lambda x, v: tf.cast(x < v, tf.float32) * x,
    "shapes that do not fit": lambda x, v: x + tf.Variable([1.0, 2.0]),
    "the view of an assignment": lambda x, v: x * v.assign_add(v),
    "a power": lambda x, v: x**v,
}


def slopes(work):
    """Return what an operator gives under two tapes, and first and second derivatives."""
    x, v = tf.constant(X + 1), tf.Variable(X[:1] + 1)
    try:
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                inner.watch(x)
                found = work(x, v)
            first = inner.gradient(found, [x, v], unconnected_gradients="zero")
        second = outer.gradient(first, v)
    except Exception as error:
        return type(error), str(error)
    watched = [variable is v for variable in outer.watched_variables()]
    return watched, [None if one is None else (one.dtype, one.numpy().tolist()) for one in (found, *first, second)]


@pytest.mark.parametrize("name", OPERATORS)
def test_an_operator_of_tensors_and_variables_gives_what_its_op_gives_and_tapes_hear_of_both(name, monkeypatch):
    short = slopes(OPERATORS[name])
    for operator in ("add", "sub", "mul", "truediv", "floordiv", "pow", "lt"):
        monkeypatch.setattr(tf.constant(0).__class__, f"__{operator}__", getattr(Operators, f"__{operator}__"))

    assert short == slopes(OPERATORS[name])
