"""The heap in numbers: counts, growth, retained sizes, dominators, cycles, and the lost, on heaps that are known."""

from __future__ import annotations

import gc
import sys
import weakref
from array import array

import numpy as np
import pytest

from lifetimes import labels
from lifetimes.observe import label, register_owner, snapshot, why_alive


class Thing:
    pass


class Tensor:
    """Memory that no Python object shows, under a key that two handles may share."""

    def __init__(self, key):
        self.key = key


class Node:
    def __init__(self, *children):
        self.children = children


name_of = f"{__name__}.Thing"


@pytest.fixture(autouse=True)
def no_collection():
    """The collector stays off, so that nothing but the test changes the heap between two looks."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def test_two_snapshots_in_a_row_are_equal():
    first, second = snapshot(), snapshot()

    assert first == second
    assert not second - first


def test_looking_at_one_object_changes_nothing_either():
    thing = Thing()
    before = snapshot()

    why_alive(thing)

    assert not (growth := snapshot() - before), str(growth)


def test_growth_counts_what_was_made_since():
    before = snapshot()
    things = [Thing() for _ in range(7)]

    growth = snapshot() - before

    assert growth[name_of].count == 7
    assert things


def test_growth_counts_what_went():
    things = [Thing() for _ in range(7)]
    before = snapshot()
    del things

    assert (snapshot() - before)[name_of].count == -7


def test_a_snapshot_holds_no_object():
    class Other(Thing):
        pass

    thing = Other()
    reference = weakref.ref(thing)

    taken = snapshot()
    del thing

    assert reference() is None
    assert taken.census()[f"{__name__}.Other"].count == 1


def test_leaves_that_the_collector_does_not_track_are_counted():
    before = snapshot()
    kept = [np.zeros(1000), "x" * 5000 + str(id(before)), {"only": 1.5}]

    growth = snapshot() - before

    assert growth["ndarray"].nbytes >= 8000
    assert growth["str"].nbytes >= 5000
    assert kept


def test_retained_is_the_object_and_all_that_only_it_reaches():
    shared = Thing()
    node = Node([Thing(), shared], shared)

    kept = snapshot().retained(node)

    parts = [node, node.children, node.children[0], node.children[0][0]]
    assert (kept.objects, kept.nbytes) == (4, sum(map(sys.getsizeof, parts)))


def test_garbage_retains_what_hangs_on_it():
    """No root leads there, so the oldest object of the cycle is where the tree of dominators is entered."""
    node = Node()
    node.children = [node, Thing()]
    reference = weakref.ref(node)
    del node
    taken = snapshot()

    kept = taken.retained(reference())

    assert kept.objects == 3


def test_a_buffer_is_retained_once_however_many_views_it_has():
    kept = {"w": np.zeros(10_000)}
    kept["v"] = kept["w"][5:]

    assert 80_000 < snapshot().retained(kept).nbytes < 81_000


def test_memory_outside_of_python_counts_once_under_its_key():
    label(Tensor, "tensor", buffer=lambda tensor: (tensor.key, 5_000_000))
    one, two, other = Tensor("a"), Tensor("a"), Tensor("b")

    taken = snapshot()

    assert taken.census()["buffer"].nbytes == 10_000_000
    assert taken.retained(one).nbytes < 1000
    assert taken.retained(other).nbytes > 5_000_000
    assert two


def test_the_top_dominator_is_what_holds_the_most():
    big = {"data": array("d", bytes(80_000_000))}

    first, second = snapshot().dominators(top=2)

    assert first.text == "dict of 1"
    assert first.retained.nbytes > 80_000_000
    assert (second.text, second.dominated_by) == ("array", "dict of 1")
    assert big


def test_a_cycle_is_printed_as_the_expression_that_closes_it():
    node = Node([])
    node.children[0].append(node)

    texts = [str(cycle) for cycle in snapshot().cycles()]

    assert "x.children[0][0] is x, where x is Node (3 objects)" in texts


def test_garbage_cycles_are_told_from_living_ones():
    node = Node([])
    node.children[0].append(node)
    living = snapshot().cycles(garbage_only=True)
    del node

    garbage = [cycle for cycle in snapshot().cycles(garbage_only=True) if cycle.start == "Node"]

    assert not [cycle for cycle in living if cycle.start == "Node"]
    assert [str(cycle) for cycle in garbage] == [
        "x.children[0][0] is x, where x is Node (3 objects, waits for the cycle collector)"
    ]


def test_the_lost_are_listed_with_their_owner():
    cache = register_owner({"a": Thing(), "b": [Thing()]}, "the cache")
    named = cache["c"] = Thing()

    lost = [entry for entry in snapshot().lost() if entry.owner == "dict 'the cache'"]
    labels.unregister(cache)

    assert [entry.text for entry in lost] == ["Thing", "Thing"]
    assert id(named) not in {entry.identity for entry in lost}


def test_the_lost_can_be_asked_for_by_kind():
    class Weight(Thing):
        pass

    label(Weight, "weight", name=lambda weight: "w")
    cache = register_owner({"a": Weight(), "b": Thing()}, "the cache")

    lost = snapshot().lost("weight")
    labels.unregister(cache)

    assert [(entry.kind, entry.name) for entry in lost] == [("weight", "w")]


def test_kinds_of_labels_are_counted_with_the_bytes_they_tell():
    class Weight(Thing):
        pass

    label(Weight, "census weight", nbytes=lambda weight: 1_000)
    kept = [Weight(), Weight()]

    row = snapshot().census()["census weight"]

    assert (row.count, row.nbytes) == (2, 2_000)
    assert kept


def test_no_method_of_the_users_is_called():
    """The object refuses to be sized, compared, hashed, printed or asked for an attribute, even for its class."""

    def fail(*args):
        called.append(args)
        raise RuntimeError("an instrument has no business here")

    methods = ("__sizeof__", "__eq__", "__hash__", "__repr__", "__len__", "__bool__", "__getattribute__", "__getattr__")
    called = []
    hostile = type("Hostile", (Thing,), {**dict.fromkeys(methods, fail), "__class__": property(fail)})
    kept = [hostile(), weakref.proxy(hostile)]

    taken, why = snapshot(), why_alive(kept[0])

    assert not called
    assert taken.retained(kept).objects == 3
    assert (why.state, why.subject) == ("named", "Hostile")
