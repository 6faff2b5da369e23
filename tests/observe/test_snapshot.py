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


name_of = f"{__name__}.Thing"


@pytest.fixture(scope="module")
def in_a_row():
    """Five snapshots: two at once, one after a question, one after seven things were made, one after they went."""
    gc.disable()
    thing = Thing()
    first, second = snapshot(), snapshot()
    why_alive(thing)
    third = snapshot()
    things = [Thing() for _ in range(7)]
    fourth = snapshot()
    del things
    fifth = snapshot()
    gc.enable()
    return first, second, third, fourth, fifth


def test_two_snapshots_in_a_row_are_equal(in_a_row):
    first, second, *_ = in_a_row

    assert first == second
    assert not second - first


def test_looking_at_one_object_changes_nothing_either(in_a_row):
    _, before, after, *_ = in_a_row

    assert not (growth := after - before), str(growth)


def test_growth_counts_what_was_made_since(in_a_row):
    assert (in_a_row[3] - in_a_row[2])[name_of].count == 7


def test_a_count_is_told_in_one_line(in_a_row):
    first, _, third, fourth, _ = in_a_row

    assert re.fullmatch(r"<Census of [\d,]+ objects, [\d.]+ MB, [\d,]+ types>", repr(first.census()))
    assert re.fullmatch(r"<Growth of \d+ objects, [\d,.]+ \w+, \d types?>", repr(fourth - third))


def test_growth_counts_what_went(in_a_row):
    assert (in_a_row[4] - in_a_row[3])[name_of].count == -7


class Holder:
    def __init__(self):
        self.thing = Thing()


class Linked:
    next = None


class Many:
    pass


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


def test_what_did_not_grow_is_refused_with_what_did(in_a_row):
    with pytest.raises(LookupError, match=rf"no 'Session' grew\nchoose one of .*{name_of}"):
        (in_a_row[3] - in_a_row[2]).why("Session")
    with pytest.raises(LookupError, match="nothing grew"):
        (in_a_row[1] - in_a_row[0]).instances(Thing)
    with pytest.raises(LookupError, match="no type is called 'Nobody' here"):
        in_a_row[0].holders_of("Nobody")


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
    unseen = taken.holders_of(type("Unseen", (), {}))
    assert (unseen.count, unseen.asked, unseen.gone, len(unseen)) == (0, 0, 0, 0)


def test_of_very_many_instances_some_are_asked(monkeypatch):
    monkeypatch.setattr("lifetimes.observe.naming.holders.MOST", 10)
    kept = [Many() for _ in range(95)]

    held = snapshot().holders_of(f"{__name__}.Many")

    assert (held.count, held.asked, held.groups[0].count) == (95, 10, 10)
    assert "95 " in str(held) and "10 of them asked" in str(held)
    assert kept


def test_a_snapshot_holds_no_object():
    class Other(Thing):
        pass

    thing = Other()
    reference = weakref.ref(thing)

    taken = snapshot()
    del thing

    assert reference() is None
    assert taken.census()[f"{__name__}.Other"].count == 1


def test_garbage_retains_what_hangs_on_it():
    """No root leads there, so the oldest object of the cycle is where the tree of dominators is entered."""
    node = Node()
    node.children = [node, Thing()]
    reference = weakref.ref(node)
    del node
    taken = snapshot()

    kept = taken.retained(reference())

    assert kept.objects == 3


def test_the_top_dominator_is_what_holds_the_most():
    big = {"data": bytes(80_000_000)}

    first, second = snapshot().dominators(top=2)

    assert first.text == "dict of 1"
    assert first.retained.nbytes > 80_000_000
    assert first.name == f"big in {test_the_top_dominator_is_what_holds_the_most.__name__}() at test_snapshot.py"
    assert (second.text, second.dominated_by) == ("bytes", first.name)
    assert str(first).startswith(f"{first.name} (dict of 1) retains 2 objects, ")
    assert big


def test_a_module_its_dictionary_and_the_object_in_it_are_one_dominator():
    """And the dictionary of an instance is the instance; a module that retains much besides is told too."""
    for name in ("filled", "crowded"):
        module = sys.modules[name] = types.ModuleType(name)
        module.big = Thing()
        vars(module.big)["data"] = bytes(90_000_000)
    module.other = bytes(70_000_000)
    told = [(entry.name, entry.dominated_by) for entry in snapshot().dominators() if entry.name]
    del sys.modules["filled"], sys.modules["crowded"]

    assert [entry for entry in told if "filled" in entry[0]] == [
        ("filled.big", "module filled"),
        ("filled.big.data", "filled.big"),
    ]
    crowded = ["module crowded", "crowded.big", "crowded.big.data", "crowded.other"]
    assert [name for name, _ in told if "crowded" in name] == crowded


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


class Ring(Node):
    pass


def test_a_cycle_that_c_holds_is_no_garbage():
    """Until it lets go: an extension may count a reference that no object shows."""
    ring = Ring()
    ring.children = [ring]
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(ring))
    reference = weakref.ref(ring)
    del ring
    held = [cycle.garbage for cycle in snapshot().cycles() if cycle.start == "Ring"]
    ctypes.pythonapi.Py_DecRef(ctypes.py_object(reference()))

    let_go = [cycle.garbage for cycle in snapshot().cycles() if cycle.start == "Ring"]

    assert held == [False] and let_go == [True]


# What one look at a known heap says ------------------------------------------------------------------------


class Weight(Thing):
    pass


@pytest.fixture(scope="module")
def known():
    """One snapshot of objects of every kind that is asked about below, and the objects."""
    label(Tensor, "tensor", buffer=lambda tensor: (tensor.key, 5_000_000))
    label(Weight, "weight", name=lambda weight: "w", nbytes=lambda weight: 1_000)
    cache = register_owner({"a": Thing(), "b": [Thing()], "w": Weight()}, "the cache")
    outer, inner = (register_owner({}, name) for name in ("the outer", "the inner"))
    outer["inner"], inner["thing"] = inner, Thing()
    shared, small, large = Thing(), Node(), Node([[]])
    small.children = [small]
    large.children[0][0].append(large)
    kept = types.SimpleNamespace(
        cache=cache, named=cache.setdefault("c", Thing()), outer=outer, of_inner=id(inner["thing"]),
        shared=shared, node=Node([Thing(), shared], shared), tensors=[Tensor("a"), Tensor("a"), Tensor("b")],
        weights=[Weight(), Weight()], small=small, large=large,
    )  # fmt: skip
    del inner
    kept.taken = snapshot()
    kept.cycles = kept.taken.cycles(limit=10_000)
    yield kept
    for owner in (outer["inner"], outer, cache):
        labels.unregister(owner)


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
    assert [cycle.objects for cycle in known.cycles if cycle.start == "Node"] == [4, 2]


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


def test_an_owner_with_an_empty_word_for_its_kind_is_one_in_both_answers():
    class Store(Holder):
        pass

    labels.register(Store, "", owner=True)
    store = Store()

    found = [entry for entry in snapshot().lost() if entry.identity == id(store.thing)]
    state = why_alive(weakref.ref(store.thing)).state
    labels.unregister(Store)

    assert (len(found), state) == (1, "lost")
