"""What the worlds make says what it is: its kind, its name, its bytes, and whether it is an owner."""

import pytest

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.labels import Label, describe


@pytest.fixture
def old():
    """A graph of one variable, and a session that has initialised it."""
    with tf1.Graph().as_default() as graph, tf1.Session() as sess:
        variable = tf1.Variable([1.0, 2.0], name="w")
        sess.run(variable.initializer)
        yield graph, sess, variable


def test_a_graph_and_a_session_are_owners(old):
    """What a closed session says is that."""
    graph, sess, _ = old
    operations = f"{len(graph.get_operations())} operations"

    assert describe(graph) == Label("graph", operations, None, owner=True)
    assert describe(sess) == Label("session", "1 values", None, owner=True)
    sess.close()
    assert describe(sess) == Label("session", "closed", None, owner=True)


def test_what_is_in_a_graph_has_its_name_there(old):
    variable = old[2]

    assert describe(variable) == Label("variable", "w:0", 8)
    assert describe(variable.op) == Label("operation", "w")
    assert describe(variable.value()) == Label("tensor", variable.value().name)


def test_a_variable_and_a_tensor_say_their_bytes_and_own_nothing():
    assert describe(tf2.Variable([1.0, 2.0], name="v")) == Label("variable", "v:0", 8)
    assert describe(tf2.constant([1.0, 2.0, 3.0])) == Label("tensor", None, 12)


def test_what_holds_variables_says_its_kind():
    assert describe(tf2.Module(name="net")) == Label("module", "net")
    assert describe(tf2.train.Checkpoint()) == Label("checkpoint")
    assert describe(tf2.GradientTape()) == Label("tape")


def test_a_trace_is_an_owner_by_the_name_of_its_function():
    @tf2.function
    def double(x):
        return x * 2.0

    label = describe(double.get_concrete_function(1.0).graph)

    assert (label.kind, label.name, label.owner) == ("trace", "double", True)
