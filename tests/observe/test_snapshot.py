"""The heap in numbers: counts, growth, retained sizes, dominators, cycles, and the lost, on heaps that are known."""

from __future__ import annotations

import gc
import sys
import types
import weakref
from array import array

import pytest

from lifetimes import labels
from lifetimes.observe import label, register_owner, snapshot, why_alive

pytestmark = pytest.mark.usefixtures("no_collection")


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


class Holder:
    def __init__(self):
        self.thing = Thing()


class Linked:
    next = None


cache: dict[str, Holder] = {}
single: list[Thing] = []


@pytest.fixture
def grown():
    """Sixty things in a cache, three in a list that is an owner, one in a list, and two in cycles."""
    before = snapshot()
    for number in range(60):
        cache[f"key {number}"] = Holder()
    owner = register_owner([Thing() for _ in range(3)], "the list")
    single.append(Thing())
    for _ in range(2):
        cycle = Thing()
        cycle.me = cycle
    del cycle
    yield snapshot() - before
    labels.unregister(owner)
    cache.clear()
    single.clear()


def test_growth_says_by_which_path_the_new_ones_are_held_and_how_many_by_each(grown):
    """One path for a reason: sixty keys of one dictionary are one."""
    why = grown.why("Thing")
    first = why.groups[0]

    assert [(held.count, held.state) for held in why] == [
        (60, "named"),
        (3, "lost"),
        (2, "cyclic garbage"),
        (1, "named"),
    ]
    assert first.name == f"{__name__}.cache[*].thing"
    assert why.groups[3].name == f"{__name__}.single[0]"
    assert type(eval(first.path.expression, {"sys": sys})) is Thing
    assert str(why).startswith(f"66 {name_of}\n  60 by {first.name}\n")
    assert (why.count, why.asked, why.gone) == (66, 66, 0)


def test_growth_gives_the_new_instances_and_every_type_of_the_users_that_grew(grown):
    """A class is meant by itself or by its name; nothing of the instrument's stays behind after an answer."""
    instances = grown.instances(Thing)
    reasons = {holders.type: holders for holders in grown.reasons()}

    assert len(instances) == 66 and {type(thing) for thing in instances} == {Thing}
    assert [held.count for held in reasons[f"{__name__}.Holder"]] == [60]
    assert name_of in reasons and "dict" not in reasons
    assert not [obj for obj in gc.get_objects() if type(obj).__name__ in ("Examination", "Unreached", "Target")]


def test_what_did_not_grow_is_refused_with_what_did(grown):
    with pytest.raises(LookupError, match=rf"no 'Session' grew\nchoose one of .*{name_of}"):
        grown.why("Session")
    with pytest.raises(LookupError, match="nothing grew"):
        (snapshot() - snapshot()).instances(Thing)
    with pytest.raises(LookupError, match="no type is called 'Nobody' here"):
        snapshot().holders_of("Nobody")


def test_the_instances_of_a_type_are_grouped_by_who_holds_them():
    """The turns of a linked structure are one reason, and so is one place by its own name."""
    head = last = Linked()
    for _ in range(30):
        last.next = last = Linked()
    last = None
    taken = snapshot()
    head.next.next.next = None

    held = taken.holders_of(Linked)

    place = f" in {test_the_instances_of_a_type_are_grouped_by_who_holds_them.__name__}() at test_snapshot.py"
    assert (held.count, held.gone, len(held)) == (31, 28, 3)
    assert {group.name for group in held} == {f"head{place}", f"head.next{place}", f"head.next*{place}"}
    assert "28 of them gone by now" in str(held)
    assert len(taken.holders_of(type("Unseen", (), {}))) == 0


def test_of_very_many_instances_some_are_asked(monkeypatch):
    monkeypatch.setattr("lifetimes.observe.naming.holders.MOST", 10)
    kept = [Thing() for _ in range(95)]

    held = snapshot().holders_of(name_of)

    assert (held.count, held.asked, held.groups[0].count) == (95, 10, 10)
    assert "95 " in str(held) and "10 of them asked" in str(held)
    assert kept


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
    assert first.name == f"big in {test_the_top_dominator_is_what_holds_the_most.__name__}() at test_snapshot.py"
    assert (second.text, second.dominated_by) == ("array", first.name)
    assert str(first).startswith(f"{first.name} (dict of 1) retains 2 objects, ")
    assert big


def test_a_module_its_dictionary_and_the_object_in_it_are_one_dominator():
    """And the dictionary of an instance is the instance; a module that retains much besides is told too."""
    module = sys.modules["filled"] = types.ModuleType("filled")
    module.big = Thing()
    vars(module.big)["data"] = array("d", bytes(90_000_000))
    one = [(entry.name, entry.dominated_by) for entry in snapshot().dominators() if "filled" in str(entry.name)]
    module.other = array("d", bytes(70_000_000))
    two = [entry.name for entry in snapshot().dominators() if "filled" in str(entry.name)]
    del sys.modules["filled"]

    assert one == [("filled.big", "module filled"), ("filled.big.data", "filled.big")]
    assert two == ["module filled", "filled.big", "filled.big.data", "filled.other"]


def test_a_cycle_is_printed_as_the_expression_that_closes_it():
    node = Node([])
    node.children[0].append(node)

    texts = [str(cycle) for cycle in snapshot().cycles(limit=10_000)]

    assert "x.children[0][0] is x, where x is Node (3 objects)" in texts


def test_the_largest_cycle_comes_first():
    small, large = Node(), Node([[]])
    small.children = [small]
    large.children[0][0].append(large)

    found = [cycle.objects for cycle in snapshot().cycles(limit=10_000) if cycle.start == "Node"]

    assert found == [4, 2]


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


def test_of_two_owners_the_nearest_is_the_one_that_is_told():
    outer, inner = register_owner({}, "the outer"), register_owner({}, "the inner")
    outer["inner"] = inner
    inner["thing"] = Thing()
    identity = id(inner["thing"])
    del inner

    lost = [entry.owner for entry in snapshot().lost() if entry.identity == identity]
    labels.unregister(outer["inner"])
    labels.unregister(outer)

    assert lost == ["dict 'the inner'"]


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
