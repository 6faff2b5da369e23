"""A variable that begins with a number or an array is made by a shorter way, and is what the long way makes."""

import numpy as np
import pytest

import lifetimes.tf1 as tf
from lifetimes.tf1 import variable


@pytest.fixture(params=["the shorter way", "the long way"])
def way(request, monkeypatch):
    if request.param == "the long way":
        monkeypatch.setattr(variable, "load_if_here", lambda room: None)
    return request.param


def facts(graph):
    """Return all that can be told of a graph: its nodes in order, with the line that made each, and its collections."""
    nodes = [(str(op.node_def), op.traceback, op.index) for op in graph.get_operations()]
    outputs = [tensor for op in graph.get_operations() for tensor in op.outputs]
    shapes = [(repr(tensor), [op.name for op in tensor.consumers()]) for tensor in outputs]
    return nodes, shapes, {key: list(map(repr, graph.get_collection(key))) for key in graph.get_all_collection_keys()}


def made_in_every_way():
    """Make variables as programs do, and return the graph, and what each refusal said."""
    said = []
    with tf.Graph().as_default() as graph, tf.device("/cpu:0"):
        for value in (1.0, -0.0, 3, True, np.arange(6.0).reshape(2, 3), np.float32(2), [1, 2], np.array("text")):
            tf.Variable(value)
        tf.Variable(2.0, name="w"), tf.Variable(2.0, name="W"), tf.Variable(2, name="w", dtype=tf.float64)
        tf.constant(1.0, name="taken/Assign"), tf.constant(1.0, name="taken/read_1"), tf.constant(1.0, name="x/y")
        tf.Variable(2.0, name="taken"), tf.Variable(1.0, name="fresh/"), tf.Variable(1.0, name="x")
        with tf.name_scope("scope"), tf.control_dependencies([tf.no_op()]):
            tf.Variable(2.0, name="w", trainable=False), tf.Variable(1.0, collections=["mine"])
        with tf.name_scope("Scope"), graph.gradient_override_map({"Identity": "Other"}):
            tf.Variable(2.0, name="w"), tf.Variable(2.0, name="w", validate_shape=False)
        for options in ({"dtype": tf.string}, {"name": "?"}, {"shape": [2]}, {"dtype": "unknown"}):
            with pytest.raises((TypeError, ValueError)) as refusal:
                tf.Variable(1.0, **options)
            said.append(str(refusal.value))
        tf.Variable(2.0)
    return graph, said


def test_both_ways_make_the_same_graph(monkeypatch):
    shorter, said = made_in_every_way()
    monkeypatch.setattr(variable, "load_if_here", lambda room: None)
    long, said_there = made_in_every_way()

    assert facts(shorter) == facts(long)
    assert said == said_there


def test_a_variable_has_the_value_that_it_began_with(way):
    with tf.Graph().as_default(), tf.Session() as session:
        zero, text = tf.Variable(-0.0), tf.Variable(np.array("text"))
        session.run(tf.global_variables_initializer())

        assert np.signbit(session.run(zero))
        assert session.run(text) == b"text"


def test_constants_of_one_number_are_one_array_that_nobody_writes_to():
    with tf.Graph().as_default():
        a, b, c = tf.Variable(1.5), tf.Variable(1.5), tf.Variable(np.float64(1.5))
        values = [v.initial_value.op.attrs["value"] for v in (a, b, c)]

    assert values[0] is values[1]
    assert values[2].dtype == np.float64
    with pytest.raises(ValueError, match="read-only"):
        values[0][...] = 2.0
