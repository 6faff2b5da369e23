"""The heap in numbers: counts, growth, retained sizes, dominators, cycles, and the lost, on heaps that are known."""

from __future__ import annotations

import ctypes
import gc
import re
import sys
import types
import weakref

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


class Ring(Node):
    pass


class Holder:
    def __init__(self):
        self.thing = Thing()


name_of = f"{__name__}.Thing"
cache: dict[str, Holder] = {}
single: list[Thing] = []


# What several looks say --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def looks():
    """Five looks: two in a row, one after a question, one after things were made, and one after they went.

    Made are sixty in a cache, three in a list that is an owner, one in a list, and two in cycles. Before that there
    are two cycles, one of which C holds; when things are made, both are let go.
    """
    gc.disable()
    said = types.SimpleNamespace()
    node, ring = Node([]), Ring()
    node.children[0].append(node)
    ring.children = [ring]
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(ring))
    weak_ring = weakref.ref(ring)
    del ring

    first, second = snapshot(), snapshot()
    why_alive(node)
    third = snapshot()
    said.garbage = {cycle.start: str(cycle) for cycle in third.cycles(garbage_only=True)}

    ctypes.pythonapi.Py_DecRef(ctypes.py_object(weak_ring()))
    del node
    cache.update((f"key {number}", Holder()) for number in range(60))
    owner = register_owner([Thing() for _ in range(3)], "the list")
    single.append(Thing())
    for _ in range(2):
        cycle = Thing()
        cycle.me = cycle
    del cycle

    fourth = snapshot()
    said.garbage_later = {cycle.start: str(cycle) for cycle in fourth.cycles(garbage_only=True)}
    said.grown = fourth - third
    said.why = said.grown.why("Thing")
    said.found = type(eval(said.why.groups[0].path.expression, {"sys": sys}))
    said.instances = [type(thing) for thing in said.grown.instances(Thing)]
    said.reasons = {holders.type: holders for holders in said.grown.reasons()}
    said.left = {type(obj).__name__ for obj in gc.get_objects()}

    labels.unregister(owner)
    del owner
    cache.clear()
    single.clear()
    said.snapshots = first, second, third, fourth, snapshot()
    gc.enable()
    return said


def test_two_snapshots_in_a_row_are_equal(looks):
    first, second, *_ = looks.snapshots

    assert first == second
    assert not second - first


def test_looking_at_one_object_changes_nothing_either(looks):
    _, before, after, *_ = looks.snapshots

    assert not (growth := after - before), str(growth)


def test_growth_counts_what_was_made_since(looks):
    assert looks.grown[name_of].count == 66


def test_growth_counts_what_went(looks):
    """Those in cycles wait for the collector."""
    *_, before, after = looks.snapshots

    assert (after - before)[name_of].count == -64


def test_a_count_is_told_in_one_line(looks):
    census = looks.snapshots[0].census()

    assert re.fullmatch(r"<Census of [\d,]+ objects, [\d.]+ MB, [\d,]+ types>", repr(census))
    assert re.fullmatch(r"<Growth of [\d,]+ objects, [\d,.]+ \w+, \d+ types?>", repr(looks.grown))


def test_growth_says_by_which_path_the_new_ones_are_held_and_how_many_by_each(looks):
    """One path for a reason: sixty keys of one dictionary are one."""
    why = looks.why
    first = why.groups[0]

    assert [(held.count, held.state) for held in why] == [
        (60, "named"),
        (3, "lost"),
        (2, "cyclic garbage"),
        (1, "named"),
    ]
    assert first.name == f"{__name__}.cache[*].thing"
    assert why.groups[3].name == f"{__name__}.single[0]"
    assert looks.found is Thing
    assert str(why).startswith(f"66 {name_of}\n  60 by {first.name}\n")
    assert (why.count, why.asked, why.gone) == (66, 66, 0)


def test_growth_gives_the_new_instances_and_every_type_of_the_users_that_grew(looks):
    """A class is meant by itself or by its name; nothing of the instrument's stays behind after an answer."""
    assert looks.instances == [Thing] * 66
    assert [held.count for held in looks.reasons[f"{__name__}.Holder"]] == [60]
    assert name_of in looks.reasons and "dict" not in looks.reasons
    assert not {"Examination", "Unreached", "Target"} & looks.left


def test_what_did_not_grow_is_refused_with_what_did(looks):
    first, second, *_ = looks.snapshots

    with pytest.raises(LookupError, match=rf"no 'Session' grew\nchoose one of .*{name_of}"):
        looks.grown.why("Session")
    with pytest.raises(LookupError, match="nothing grew"):
        (second - first).instances(Thing)
    with pytest.raises(LookupError, match="no type is called 'Nobody' here"):
        first.holders_of("Nobody")


def test_garbage_cycles_are_told_from_living_ones(looks):
    assert "Node" not in looks.garbage
    assert looks.garbage_later["Node"] == (
        "x.children[0][0] is x, where x is Node (3 objects, waits for the cycle collector)"
    )


def test_a_cycle_that_c_holds_is_no_garbage(looks):
    """Until it lets go: an extension may count a reference that no object shows."""
    assert "Ring" not in looks.garbage
    assert "Ring" in looks.garbage_later


# What one look at a known heap says ------------------------------------------------------------------------


class Linked:
    next = None


class Many:
    pass


class Hostile(Thing):
    """It refuses to be sized, compared, hashed, printed or asked for an attribute, even for its class."""

    called: list[object] = []  # noqa: RUF012

    def refuse(self, *args):
        Hostile.called.append(args)
        raise RuntimeError("an instrument has no business here")

    __sizeof__ = __eq__ = __hash__ = __repr__ = __len__ = __bool__ = __getattribute__ = __getattr__ = refuse
    __class__ = property(refuse)


class Store(Holder):
    pass


chain = last = Linked()
for _ in range(30):
    last.next = last = Linked()
del last


class Weight(Thing):
    pass


@pytest.fixture(scope="module")
def known():
    """One snapshot of objects of every kind that is asked about below, and the objects."""
    gc.disable()
    label(Tensor, "tensor", buffer=lambda tensor: (tensor.key, 5_000_000))
    label(Weight, "weight", name=lambda weight: "w", nbytes=lambda weight: 1_000)
    label(Store, "", owner=True)
    cache = register_owner({"a": Thing(), "b": [Thing()], "w": Weight()}, "the cache")
    outer, inner = (register_owner({}, name) for name in ("the outer", "the inner"))
    outer["inner"], inner["thing"] = inner, Thing()
    shared, small, large = Thing(), Node(), Node([[]])
    small.children = [small]
    large.children[0][0].append(large)
    garbage = Node()
    garbage.children = [garbage, Thing()]
    garbage, going = weakref.ref(garbage), Thing()
    hostile = Hostile()
    for name in ("filled", "crowded"):
        module = sys.modules[name] = types.ModuleType(name)
        module.big = Thing()
        vars(module.big)["data"] = bytes(90_000_000)
    module.other = bytes(70_000_000)
    big = {"data": bytes(200_000_000)}
    kept = types.SimpleNamespace(
        cache=cache, named=cache.setdefault("c", Thing()), outer=outer, of_inner=id(inner["thing"]),
        shared=shared, node=Node([Thing(), shared], shared), tensors=[Tensor("a"), Tensor("a"), Tensor("b")],
        weights=[Weight(), Weight()], small=small, large=large, store=Store(), many=[Many() for _ in range(95)],
        hostile=[hostile, weakref.proxy(hostile)], going=weakref.ref(going),
    )  # fmt: skip
    del inner, hostile
    kept.taken = snapshot()
    kept.of_garbage = kept.taken.retained(garbage())
    kept.cycles = kept.taken.cycles(limit=10_000)
    kept.dominators = kept.taken.dominators()
    del sys.modules["filled"], sys.modules["crowded"], big, going
    gc.enable()
    yield kept
    for owner in (Store, outer["inner"], outer, cache):
        labels.unregister(owner)


def test_a_snapshot_holds_no_object(known):
    assert known.going() is None
    assert known.taken.census()[f"{__name__}.Hostile"].count == 1


def test_the_instances_of_a_type_are_grouped_by_who_holds_them(known):
    """The turns of a linked structure are one reason, and so is one place by its own name."""
    chain.next.next.next = None

    held = known.taken.holders_of(Linked)

    place = f"{__name__}.chain"
    assert (held.count, held.gone, len(held)) == (31, 28, 3)
    assert {group.name for group in held} == {place, f"{place}.next", f"{place}.next*"}
    assert "28 of them gone by now" in str(held)
    unseen = known.taken.holders_of(type("Unseen", (), {}))
    assert (unseen.count, unseen.asked, unseen.gone, len(unseen)) == (0, 0, 0, 0)


def test_of_very_many_instances_some_are_asked(known, monkeypatch):
    monkeypatch.setattr("lifetimes.observe.naming.holders.MOST", 10)

    held = known.taken.holders_of(f"{__name__}.Many")

    assert (held.count, held.asked, held.groups[0].count) == (95, 10, 10)
    assert "95 " in str(held) and "10 of them asked" in str(held)


def test_garbage_retains_what_hangs_on_it(known):
    """No root leads there, so the oldest object of the cycle is where the tree of dominators is entered."""
    assert known.of_garbage.objects == 3


def test_the_top_dominator_is_what_holds_the_most(known):
    first, second = known.dominators[:2]

    assert first.text == "dict of 1"
    assert first.retained.nbytes > 200_000_000
    assert first.name == "big in known() at test_snapshot.py"
    assert (second.text, second.dominated_by) == ("bytes", first.name)
    assert str(first).startswith(f"{first.name} (dict of 1) retains 2 objects, ")


def test_a_module_its_dictionary_and_the_object_in_it_are_one_dominator(known):
    """And the dictionary of an instance is the instance; a module that retains much besides is told too."""
    told = [(entry.name, entry.dominated_by) for entry in known.dominators if entry.name]

    assert [entry for entry in told if "filled" in entry[0]] == [
        ("filled.big", "module filled"),
        ("filled.big.data", "filled.big"),
    ]
    crowded = ["module crowded", "crowded.big", "crowded.big.data", "crowded.other"]
    assert [name for name, _ in told if "crowded" in name] == crowded


def test_retained_is_the_object_and_all_that_only_it_reaches(known):
    node = known.node

    kept = known.taken.retained(node)

    parts = [node, node.children, node.children[0], node.children[0][0]]
    assert (kept.objects, kept.nbytes) == (4, sum(map(sys.getsizeof, parts)))


def test_memory_outside_of_python_counts_once_under_its_key(known):
    one, _, other = known.tensors

    assert known.taken.census()["buffer"].nbytes == 10_000_000
    assert known.taken.retained(one).nbytes < 1000
    assert known.taken.retained(other).nbytes > 5_000_000


def test_a_cycle_is_printed_as_the_expression_that_closes_it(known):
    assert "x.children[0][0][0] is x, where x is Node (4 objects)" in map(str, known.cycles)


def test_the_largest_cycle_comes_first(known):
    assert [cycle.objects for cycle in known.cycles if cycle.start == "Node"] == [4, 2, 2]


def test_the_lost_are_listed_with_their_owner(known):
    lost = [entry for entry in known.taken.lost() if entry.owner == "dict 'the cache'"]

    assert [entry.text for entry in lost] == ["Thing", "Thing", "weight 'w' (1.0 KB)"]
    assert id(known.named) not in {entry.identity for entry in lost}


def test_of_two_owners_the_nearest_is_the_one_that_is_told(known):
    lost = [entry.owner for entry in known.taken.lost() if entry.identity == known.of_inner]

    assert lost == ["dict 'the inner'"]


def test_the_lost_can_be_asked_for_by_kind(known):
    assert [(entry.kind, entry.name) for entry in known.taken.lost("weight")] == [("weight", "w")]


def test_kinds_of_labels_are_counted_with_the_bytes_they_tell(known):
    row = known.taken.census()["weight"]

    assert (row.count, row.nbytes) == (3, 3_000)


def test_no_method_of_the_users_is_called(known):
    why = why_alive(known.hostile[0])

    assert not Hostile.called
    assert known.taken.retained(known.hostile).objects == 3
    assert (why.state, why.subject) == ("named", "Hostile")


def test_an_owner_with_an_empty_word_for_its_kind_is_one_in_both_answers(known):
    thing = known.store.thing
    found = [entry for entry in known.taken.lost() if entry.identity == id(thing)]
    reference = weakref.ref(thing)
    del thing

    assert (len(found), why_alive(reference).state) == (1, "lost")
