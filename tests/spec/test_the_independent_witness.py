"""objgraph, which knows nothing of this library, says the same: what is counted, and whether a chain exists.

`observe` and objgraph must agree on counts and on whether anything at all keeps an object alive.
"""

import gc
import weakref

import objgraph
import pytest

import lifetimes.tf1 as tf1
import lifetimes.tf2 as tf2
from lifetimes.graph.graph import Graph
from lifetimes.observe import snapshot, why_alive

OLD = "lifetimes.tf1.variable.RefVariable"
NEW = f"{tf2.Variable.__module__}.{tf2.Variable.__qualname__}"


def build(tf):
    return weakref.ref(tf.Variable([1.0, 2.0], name="w"))


def chain_to(obj):
    """Return objgraph's shortest chain of references from a module to the object; just the object where it has none."""
    return objgraph.find_backref_chain(obj, objgraph.is_proper_module)


@pytest.fixture(autouse=True)
def fresh_default_graph():
    tf1.reset_default_graph()
    gc.collect()
    yield
    tf1.reset_default_graph()
    gc.collect()


class TestTF1:
    def test_a_hundred_lost_variables_are_counted(self):
        before = objgraph.count(OLD)

        for _ in range(100):
            build(tf1)

        assert objgraph.count(OLD) - before == 100

    def test_the_count_falls_to_what_it_was_after_a_reset_and_a_collection(self):
        before = objgraph.count(OLD)
        for _ in range(100):
            build(tf1)

        tf1.reset_default_graph()
        gc.collect()

        assert objgraph.count(OLD) == before

    def test_the_chain_to_a_lost_variable_passes_the_default_graph(self):
        watch = build(tf1)

        chain = chain_to(watch())

        assert len(chain) > 1
        assert any(isinstance(link, Graph) for link in chain)

    def test_the_chain_that_observe_finds_passes_the_same_graph(self):
        watch = build(tf1)

        why = why_alive(watch())

        assert why.state == "lost"
        assert why.owner.startswith("graph")

    def test_both_count_the_same(self):
        for _ in range(7):
            build(tf1)
        gc.collect()

        assert snapshot().census()[OLD].count == objgraph.count(OLD)


class TestTF2:
    def test_no_lost_variable_is_counted_with_the_collector_off(self):
        before = objgraph.count(NEW)
        gc.disable()
        try:
            for _ in range(100):
                build(tf2)
            after = objgraph.count(NEW)
        finally:
            gc.enable()

        assert after == before

    def test_there_is_nothing_to_find_a_chain_to(self):
        assert build(tf2)() is None

    def test_a_held_variable_has_a_chain_and_a_dropped_one_has_none_in_both_tools(self):
        holder = [tf2.Variable(1.0)]
        globals()["holder"] = holder

        assert len(chain_to(holder[0])) > 1
        assert why_alive(holder[0]).state == "named"

        watch = weakref.ref(holder[0])
        del globals()["holder"], holder

        assert watch() is None
