"""The work that building costs grows with what is built, not with its square: calls and lines are counted, not time."""

import sys

import pytest
from benchmarks import growth
from python_calls import python_calls

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.graph.control import tensor_array
from lifetimes.graph.data import colocation
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.names import Names
from lifetimes.tf1.library import initial_values
from lifetimes.tf1.variable_scope import ScopeStore


def lines_run(code, work):
    """Return how many lines of a function, and of the expressions inside it, are run while `work` runs."""
    found = 0

    def trace(frame, event, argument):
        nonlocal found
        inside = frame.f_code is code or frame.f_code in code.co_consts
        found += inside
        return trace if inside else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return found


def grows(code, prepare):
    """Return how many times as many lines four times the size takes."""
    return lines_run(code, prepare(160)) / lines_run(code, prepare(40))


def names_after_explicit_ones(size):
    names = Names()
    for number in range(1, size):
        names.unique(f"v_{number}")
    return lambda: [names.unique("v") for _ in range(size)]


def variables_in_a_trace(size):
    variables = [tf2.Variable(1.0) for _ in range(size)]
    traced = tf2.function(lambda: [variable.read_value() for variable in variables], autograph=False)
    return traced.get_concrete_function


def a_chain_of_initialized_values(size):
    def build():
        with tf1.Graph().as_default():
            variable = tf1.Variable(0.0)
            for _ in range(size):
                variable = tf1.Variable(variable.initialized_value())

    return build


def gradients_of_list_reads(size):
    @tf2.function(autograph=False)
    def doubled(x):
        rows = tf2.TensorArray(tf2.float32, size).unstack(x)
        return tf2.while_loop(
            lambda i, _: i < size, lambda i, total: (i + 1, total + rows.read(i) * rows.read(i)), (0, 0.0)
        )[1]

    x = tf2.ones([size])
    with tf2.GradientTape() as tape:
        tape.watch(x)
        y = doubled(x)
    return lambda: tape.gradient(y, x)


def writes_of_one_variable_as_data(size):
    with tf1.Graph().as_default() as graph:
        written = tf1.Variable(0.0, use_resource=False)
        for _ in range(size):
            written = tf1.assign_add(written, 1.0)
    return graph.as_graph_def


def scopes_of_one_default_name(size):
    def build():
        with tf1.Graph().as_default():
            for _ in range(size):
                with tf1.variable_scope(None, default_name="block"):
                    tf1.get_variable("v", [])

    return build


@pytest.mark.parametrize(
    ("function", "prepare"),
    [
        (Names.unique_path, names_after_explicit_ones),
        (tensor_array._add, gradients_of_list_reads),
        (ScopeStore.unique, scopes_of_one_default_name),
        (colocation.groups_of, writes_of_one_variable_as_data),
        (FuncGraph.note_variable, variables_in_a_trace),
        (initial_values._Guard.operation, a_chain_of_initialized_values),
    ],
)
def test_four_times_the_size_takes_about_four_times_the_work(function, prepare):
    assert grows(function.__code__, prepare) < 5


@pytest.mark.parametrize("kind", growth.KINDS)
def test_four_times_the_size_takes_about_four_times_the_calls(kind):
    """All kinds whose time the benchmark measures."""
    prepare = growth.KINDS[kind][1]
    prepare(10)()  # what is loaded on first use is loaded

    assert python_calls(prepare(80)) / python_calls(prepare(20)) < 4.5


def test_a_variable_is_noted_once_however_often_it_is_read():
    v = tf2.Variable(1.0)
    graph = tf2.function(lambda: v + v * v, autograph=False).get_concrete_function().graph

    assert len(graph.variables_used) == 1
    assert graph.variables == (v,)
