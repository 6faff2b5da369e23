"""Few Python functions stand between a line of a program and NumPy. Counted, as seconds differ from day to day."""

import gc
import tracemalloc

import numpy as np
import pytest
from python_calls import python_calls

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.tf2.library import straight_gradients


def calls_inside(function):
    """Return how many Python functions a second call enters, itself left out."""
    function()
    return python_calls(function) - 1


def eager():
    v, x = tf2.Variable(1.0), tf2.constant(1.0)
    f = tf2.function(lambda x: x + 1.0)
    for _ in range(4):
        f(x)
    features, numbers = tf2.constant(np.ones((4, 3), np.float32)), [float(number) for number in range(1000)]
    weights = tf2.Variable(np.ones((3, 2), np.float32))

    def step():
        with tf2.GradientTape() as tape:
            loss = tf2.reduce_mean(tf2.square(tf2.matmul(features, weights)))
        weights.assign_sub(0.1 * tape.gradient(loss, weights))

    return {
        "add": (lambda: x + x, 1),
        "read and add": (lambda: v + 1.0, 5),
        "assign": (lambda: v.assign(2.0), 4),
        "assign_add": (lambda: v.assign_add(1.0), 3),
        "assign_add without a reading": (lambda: v.assign_add(x, read_value=False), 2),
        "a new variable": (lambda: tf2.Variable(1.0), 8),
        "call a function": (lambda: f(x), 9),
        "a thousand numbers": (lambda: tf2.constant(numbers), 16),
        "a number before a tensor": (lambda: 0.1 * x, 2),
        "a number behind a tensor": (lambda: tf2.maximum(x, 0.5), 14),
        "another shape": (lambda: tf2.reshape(features, [3, 4]), 22),
        "one behind the other": (lambda: tf2.concat([features, features], 0), 19),
        "a sum": (lambda: tf2.reduce_sum(features), 23),
        "a step under a tape": (step, 130),
    }


def session():
    with tf1.Graph().as_default():
        a, b = tf1.Variable(1.0, name="a"), tf1.Variable(2.0, name="b")
        x = tf1.placeholder(tf1.float32, [None])
        total, scaled = a + b, x * a
        found = tf1.Session()
        found.run(tf1.global_variables_initializer())
    value = np.ones(3, np.float32)
    for _ in range(4):
        found.run(total), found.run(scaled, {x: value}), found.run("a:0")
    return {
        "run": (lambda: found.run(total), 7),
        "run by name": (lambda: found.run("a:0"), 6),
        "run with a feed": (lambda: found.run(scaled, {x: value}), 17),
    }


@pytest.mark.parametrize("work", list(eager()))
def test_eager_work_enters_few_functions(work):
    action, most = eager()[work]

    assert calls_inside(action) <= most


@pytest.mark.parametrize("work", list(session()))
def test_a_session_enters_few_functions(work):
    action, most = session()[work]

    assert calls_inside(action) <= most


def test_a_million_variables_of_a_graph_have_room():
    """Bytes of one with its four operations; equal attributes are shared, and no list waits for what may never come."""
    with tf1.Graph().as_default():
        [tf1.Variable(1.0) for _ in range(20)]
        gc.collect()
        tracemalloc.start()
        variables = [tf1.Variable(1.0) for _ in range(500)]
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()

    assert size / len(variables) < 1800


def test_a_variable_of_a_graph_is_made_by_few_functions():
    with tf1.Graph().as_default():
        tf1.Variable(1.0)

        assert calls_inside(lambda: tf1.Variable(1.0)) <= 46


def test_a_gradient_that_nobody_asked_for_is_not_computed(monkeypatch):
    """That of a product with regard to a constant, for one: of two products back one is left."""
    x, w, products = tf2.constant([[1.0, 2.0]]), tf2.Variable([[1.0], [2.0]]), []
    with tf2.GradientTape() as tape:
        y = tf2.matmul(x, w)
    rule = straight_gradients._RULES["MatMul"]
    monkeypatch.setitem(
        straight_gradients._RULES, "MatMul", lambda *given: products.append(rule(*given)) or products[-1]
    )

    slope = tape.gradient(y, w)

    assert [[None if one is None else one.tolist() for one in pair] for pair in products] == [[None, [[1.0], [2.0]]]]
    assert slope.numpy().tolist() == [[1.0], [2.0]]


def test_overflow_is_no_warning_under_a_tape():
    """Neither is it one for TensorFlow; here warnings are errors."""
    v = tf2.Variable(3e38)
    with tf2.GradientTape():
        v.assign_add(3e38)

    assert np.isinf(v.numpy())


def test_a_straight_assignment_does_what_the_long_way_does():
    """Shapes, dtypes, tapes and traces decide which way it takes."""
    v = tf2.Variable([1.0, 2.0])

    with pytest.raises(tf2.errors.InvalidArgumentError, match="shapes must be equal"):
        v.assign_add(1.0)
    with pytest.raises(ValueError, match="requested dtype float32 for Tensor with dtype int32"):
        v.assign_sub(tf2.constant([1, 1]))
    v.assign_add(delta=[1.0, 1.0])
    v.assign_sub(tf2.constant([0.5, 0.5]), read_value=False)

    assert v.numpy().tolist() == [1.5, 2.5]
    assert v.assign(np.array([3.0, 4.0], np.float32)).numpy().tolist() == [3.0, 4.0]
