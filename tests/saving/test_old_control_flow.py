"""Graphs of TensorFlow 1 whose loops and branches are nodes among others: Switch, Merge, Enter, Exit, TensorArrays.

TensorFlow 2.21 wrote them with the control flow of TensorFlow 1 (`files/old_control_flow/make.py`), and ran them.
"""

import json
from pathlib import Path

import numpy as np
import pytest

import lifetimes.tf1 as tf
from lifetimes.graph.data.inspecting import contents

FILES = Path(__file__).parent / "files" / "old_control_flow"
VALUES = json.loads((FILES / "values.json").read_text())
DIFFERENTIABLE = ("loop", "nested_cond", "cond_in_loop", "nested_loop", "rnn")


def imported(name, change=lambda definition: None):
    definition = tf.GraphDef.FromString((FILES / f"{name}.pb").read_bytes())
    change(definition)
    tf.import_graph_def(definition, name="")


@pytest.mark.parametrize("name", VALUES)
def test_the_graph_gives_what_tensorflow_gives(sess, name):
    """In each run, also when the plan has become one function."""
    imported(name)
    for _ in range(3):
        for feed, wanted in VALUES[name]["runs"]:
            found = sess.run(VALUES[name]["names"], {"x:0": feed})

            for one, other in zip(found, wanted, strict=True):
                assert np.allclose(one, other, atol=1e-6)


@pytest.mark.parametrize("name", VALUES)
def test_nothing_of_it_is_missing(name):
    """`lifetimes inspect` names no op that is not here."""
    assert contents(FILES / f"{name}.pb").missing_ops == {}


@pytest.mark.parametrize("name", DIFFERENTIABLE)
def test_a_gradient_goes_through_it(sess, name):
    """The same as by finite differences: what is imported is a loop or a branch like any other."""
    imported(name)
    graph = tf.get_default_graph()
    x, y = graph.get_tensor_by_name("x:0"), graph.get_tensor_by_name("y0:0")
    (gradient,) = tf.gradients(y, x)
    at = np.asarray(VALUES[name]["runs"][0][0], np.float32)
    step = np.zeros_like(at)
    step.flat[-1] = 1e-2
    rise = np.sum(sess.run(y, {x: at + step})) - np.sum(sess.run(y, {x: at - step}))

    assert np.isclose(sess.run(gradient, {x: at}).flat[-1], rise / 2e-2, rtol=2e-2)


def test_only_the_chosen_side_runs(sess):
    """A division by zero on the other side is no error, and an assertion there does not fail."""
    imported("checked")

    with pytest.raises(tf.errors.InvalidArgumentError):
        sess.run("y0:0", {"x:0": [2000.0, 0.0, 0.0]})
    assert sess.run("y0:0", {"x:0": [20.0, 0.0, 0.0]}).tolist() == [40.0, 0.0, 0.0]


def test_which_side_a_merge_took_can_be_asked(sess):
    """Its second output, which a graph may read."""
    imported("cond", lambda graph: graph.node.add(name="which", op="Identity", input=["cond/Merge:1"]))

    assert [sess.run("which:0", {"x:0": [sign, 0.0, 0.0]}) for sign in (1.0, -1.0)] == [1, 0]


@pytest.mark.parametrize("name", VALUES)
def test_a_damaged_one_is_refused_by_a_node_or_a_loop(name):
    """A node left out, each in turn where they are few, or its first input: an error of ours, or what is left runs."""
    damaged = tf.GraphDef.FromString((FILES / f"{name}.pb").read_bytes())
    nodes = damaged.node
    for number, node in list(enumerate(nodes))[:: 1 + len(nodes) // 100 * 4]:
        for left_out, place in ((nodes, number), (node.input, 0)):
            if not left_out:
                continue
            gone = left_out.pop(place)
            try:
                with tf.Graph().as_default():
                    tf.import_graph_def(damaged, name="")
            except (ValueError, tf.errors.UnimplementedError) as error:
                assert "Node" in str(error) or "node" in str(error) or "loop" in str(error), str(error)
            left_out.insert(place, gone)
