"""What stands beside an op is true of it, and the functions made from it take their arguments as TensorFlow's do."""

import inspect

import pytest

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes import library
from lifetimes.ops.registry import find

OPS = [find(name) for name in sorted(library.index().ops)]


def test_a_gradient_rule_reads_what_the_op_has():
    known = {op: {one.name for one in op.inputs} | {"inputs", "outputs", "shapes"} for op in OPS}

    assert {op.name: op.reads for op in OPS if not set((op.reads or "").split()) <= known[op]} == {}


def test_what_is_computed_ahead_has_no_state():
    folded = [op for op in OPS if op.folds]

    assert {op.folds for op in folded} == {"values", "shape", "rank"}
    assert [op.name for op in folded if op.stateful or op.effect or op.refs] == []


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("sin", "x, name"),
        ("add", "x, y, name"),
        ("atan2", "y, x, name"),
        ("cumsum", "x, axis, exclusive, reverse, name"),
        ("strings.substr", "input, pos, len, unit, name"),
        ("strings.as_string", "input, precision, scientific, shortest, width, fill, name"),
        ("scatter_nd", "indices, updates, shape, bad_indices_policy, name"),
    ],
)
@pytest.mark.parametrize("tf", [tf1, tf2], ids=["tf1", "tf2"])
def test_a_function_made_from_an_op_has_its_parameters(tf, name, parameters):
    function = tf
    for part in name.split("."):
        function = getattr(function, part)

    assert ", ".join(inspect.signature(function).parameters) == parameters
    assert function.__name__ == name.rpartition(".")[2]
    assert function.__doc__


def test_such_a_function_refuses_arguments_as_a_function_written_by_hand():
    with pytest.raises(TypeError, match=r"sin\(\) missing 1 required positional argument: 'x'"):
        tf2.sin()
    with pytest.raises(TypeError, match=r"sin\(\) got an unexpected keyword argument 'y'"):
        tf2.sin(1.0, y=2.0)


def test_an_attribute_that_is_not_given_has_its_default():
    with tf1.Graph().as_default():
        node = tf1.assign(tf1.Variable([1.0]), [2.0]).op

        assert node.get_attr("validate_shape") is True
        assert tf1.matmul([[1.0]], [[2.0]]).op.node_def.attr["grad_a"].b is False
