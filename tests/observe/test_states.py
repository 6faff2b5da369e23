"""The five words for an object, each on a heap built for it: named, lost, cyclic garbage, freed, held from C."""

from __future__ import annotations

import ctypes
import gc
import weakref

import objgraph
import pytest

from lifetimes import labels
from lifetimes.observe import label, register_owner, why_alive
from lifetimes.observe.heap.looking import Look
from lifetimes.observe.heap.walk import Target, Walk
from lifetimes.observe.naming import reasons
from lifetimes.observe.naming.reasons import explain_many

pytestmark = pytest.mark.usefixtures("no_collection")


class Thing:
    pass


class Store:
    def __init__(self):
        self.items = {}


@pytest.fixture
def store():
    """An owner: what only it holds is lost."""
    store = register_owner(Store(), "the store")
    yield store
    labels.unregister(store)


def test_what_a_local_holds_is_named():
    thing = Thing()

    assert why_alive(thing).state == "named"


def test_what_only_an_owner_holds_is_lost(store):
    store.items["w"] = Thing()

    why = why_alive(weakref.ref(store.items["w"]))

    assert (why.state, why.owner) == ("lost", "Store 'the store'")
    assert why.expression.endswith("store.items['w']")


def test_a_name_beside_the_owner_makes_it_named(store):
    thing = store.items["w"] = Thing()

    why = why_alive(thing)

    assert why.state == "named"
    assert why.paths[0].steps[-1].edge == "local thing"


def test_a_long_way_by_names_counts_for_more_than_a_short_way_through_an_owner(store):
    shared = [Thing()]
    store.items["w"] = shared
    name = [[[[[shared]]]]]
    reference = weakref.ref(shared[0])
    del shared

    why = why_alive(reference)

    assert why.state == "named"
    assert why.expression == "name[0][0][0][0][0][0]"
    assert name


def test_two_owners_between_them_leave_it_lost(store):
    """Neither dominates it alone, but every path passes one of the two."""
    other = register_owner(Store(), "another")
    store.items["w"] = other.items["w"] = Thing()

    why = why_alive(weakref.ref(store.items["w"]))

    assert why.state == "lost"


def test_an_owner_inside_an_owner_is_the_one_that_is_named(store):
    inner = store.items["inner"] = register_owner(Store(), "the inner store")
    inner.items["w"] = Thing()
    reference = weakref.ref(inner.items["w"])
    del inner

    why = why_alive(reference)

    assert why.owner == "Store 'the inner store'"
    assert why.paths[0].owners == ("Store 'the store'", "Store 'the inner store'")


def test_an_owner_itself_is_named_by_its_name(store):
    assert why_alive(store).state == "named"


def test_a_plain_dict_can_be_an_owner():
    thumbnails = register_owner({"a": Thing()}, "thumbnails")

    why = why_alive(weakref.ref(thumbnails["a"]))

    assert (why.state, why.owner) == ("lost", "dict 'thumbnails'")


def test_being_an_owner_keeps_a_plain_dict_alive_no_longer_than_its_holders():
    thumbnails = register_owner({"a": Thing()}, "thumbnails")
    reference = weakref.ref(thumbnails["a"])
    del thumbnails

    labels.owners()

    assert reference() is None


def test_a_class_can_be_declared_an_owner_for_its_instances():
    class Cache(Store):
        pass

    register_owner(Cache)
    cache = Cache()
    cache.items["w"] = Thing()

    why = why_alive(weakref.ref(cache.items["w"]))

    assert why.state == "lost"


def test_a_cycle_without_a_name_is_cyclic_garbage():
    thing, other = Thing(), Thing()
    thing.other, other.thing = other, thing
    reference = weakref.ref(thing)
    del thing, other

    why = why_alive(reference)

    assert why.state == "cyclic garbage"
    assert [step.edge for step in why.paths[0].steps] == [".other", ".thing"]
    assert (why.counted, why.explained) == (1, 1)


def test_what_hangs_on_a_cycle_is_cyclic_garbage_too():
    thing, ring = Thing(), []
    ring.append({"me": ring, "thing": thing})
    reference = weakref.ref(thing)
    del thing, ring

    why = why_alive(reference)

    assert why.state == "cyclic garbage"
    assert why.paths[0].steps[-1].edge == "['thing']"


def test_what_is_gone_is_freed():
    reference = weakref.ref(Thing())

    assert why_alive(reference).state == "freed"


def test_what_only_the_question_holds_is_freed():
    why = why_alive(Thing())

    assert (why.state, why.counted) == ("freed", 0)
    assert "when the question ends" in str(why)


def test_a_value_on_the_stack_of_a_running_expression_is_held_from_c():
    """Between its making and its use an object has a reference that no Python object accounts for."""
    references = []

    def make():
        thing = Thing()
        references.append(weakref.ref(thing))
        return thing

    answers = [make(), why_alive(references[0])]

    assert answers[1].state == "held from C"
    assert answers[1].held_from_c == 1


def test_what_hangs_on_a_value_of_the_stack_is_told_with_the_way_to_it():
    """The chain begins at the object that no Python object holds."""
    references = []

    def make():
        thing = Thing()
        references.append(weakref.ref(thing))
        return [{"thing": thing}]

    answers = [make(), why_alive(references[0])]

    path = answers[1].paths[0]
    assert answers[1].state == "held from C"
    assert path.root.text == "C code, or a value on the stack of a running frame, holds list of 1"
    assert [step.edge for step in path.steps] == ["[0]", "['thing']"]


def test_a_reference_that_only_a_label_tells_explains_no_more_than_there_is_to_explain():
    """Here the label speaks of a reference that is held weakly and counts for nothing."""

    class Watcher(Thing):
        def __init__(self, seen):
            self.seen = weakref.ref(seen)

    label(Watcher, "watcher", holds=lambda watcher: [(".seen()", watcher.seen())])
    kept = [Thing()]
    watcher = Watcher(kept[0])

    why = why_alive(watcher.seen)

    assert (why.counted, why.explained, why.held_from_c) == (1, 1, 0)


def test_other_paths_lead_past_a_module_and_not_through_the_functions_that_have_it():
    """Every function of a module refers to its dictionary, which would explain nothing."""
    global witnessed
    witnessed = Thing()
    reference = weakref.ref(witnessed)

    why = why_alive(reference, paths=5)
    del witnessed

    assert [[step.edge for step in path.steps] for path in why.paths] == [[".witnessed"]]


def test_asking_twice_gives_the_same_answer(store):
    store.items["w"] = Thing()
    reference = weakref.ref(store.items["w"])

    assert str(why_alive(reference)) == str(why_alive(reference))


def test_an_answer_keeps_nothing_alive():
    thing = Thing()
    thing.part = Thing()
    reference = weakref.ref(thing.part)

    why = why_alive(reference)
    del thing

    assert reference() is None
    assert why.state == "named"


def test_asking_leaves_no_copy_of_the_locals_behind():
    """Up to Python 3.12 reading the locals of a frame stores them in it; see `heap.frames.frame_locals`."""

    def work():
        thing = Thing()
        reference = weakref.ref(thing)
        why_alive(reference)
        del thing
        return reference()

    assert work() is None


def test_asking_leaves_no_cyclic_garbage():
    thing = Thing()
    gc.collect()

    why_alive(thing)

    assert gc.collect() == 0


def test_running_calls_that_have_an_object_are_one_reason():
    """Handed down from call to call it has many names, which all go when they return."""
    thing = Thing()
    keep = [thing]

    def inner(argument):
        return why_alive(weakref.ref(argument))

    why = inner(thing)

    assert [path.steps[-1].edge for path in why.paths] == ["argument argument", "[0]"]
    assert why.paths[0].also == ("test_running_calls_that_have_an_object_are_one_reason()",)
    assert "also from test_running_calls" in str(why)
    assert keep


def test_objgraph_agrees_that_there_is_a_chain():
    """An independent witness, which cannot name the edge but finds the module all the same."""
    global witnessed
    witnessed = {"k": Thing()}
    thing = witnessed["k"]

    chain = objgraph.find_backref_chain(thing, objgraph.is_proper_module)
    why = why_alive(thing, paths=5)

    assert chain[0].__name__ == __name__
    assert any(path.root.text == f"module {__name__}" for path in why.paths)
    del witnessed


def test_objgraph_counts_the_same_references_from_objects():
    thing = Thing()
    holders = [[thing], {"k": thing}, (thing,)]

    why = why_alive(thing)

    frames = 1  # the local `thing`, which the collector cannot show
    seen = [holder for holder in gc.get_referrers(thing) if any(holder is known for known in holders)]
    assert why.explained == len(seen) + frames == why.counted
    assert objgraph.count("Thing", [thing]) == 1


class Node:
    """Refers to another in a way that the collector cannot see, as an object of C++ does."""

    def __init__(self):
        self.next_id = None

    def link(self, other):
        self.next_id = id(other)
        alive[id(other)] = weakref.ref(other)
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(other))

    def unlink(self):
        other = alive.pop(self.next_id)()
        self.next_id = None
        ctypes.pythonapi.Py_DecRef(ctypes.py_object(other))


alive = {}
label(Node, "node", holds=lambda node: [(".next", alive[node.next_id]())] if node.next_id else [])


def test_a_cycle_through_c_is_called_by_name():
    """No collector frees it; the answer says which references make it, and where to break it."""
    one, two = Node(), Node()
    one.link(two)
    two.link(one)
    reference = weakref.ref(one)
    del one, two

    gc.collect()
    why = why_alive(reference)

    assert why.state == "held from C"
    assert "a cycle through C keeps it, and no collector frees it; break it: set its .next to None" in str(why)
    assert [step.edge for step in why.paths[0].steps] == [".next", ".next"]
    two = alive[reference().next_id]()
    reference().unlink()
    two.unlink()
    del two
    assert reference() is None


# Many at once -----------------------------------------------------------------------------------------------


def test_a_walk_ends_where_every_reference_is_found(store):
    """And goes on as if it had not, where more is asked: nothing twice, nothing left out, owners last."""
    thing = Thing()
    store.items["w"] = kept = [thing, (thing,)]
    look = Look()

    short, whole = Walk(look, [Target(thing, 3)]), Walk(look, [Target(thing, 4)])
    met_early = len(short.objects)
    short.finish()

    assert met_early < len(whole.objects) == len(short.objects)
    assert list(map(id, short.objects)) == list(map(id, whole.objects))
    assert short.first_owned == whole.first_owned < len(whole.objects)
    assert short.targets[id(thing)].holders == whole.targets[id(thing)].holders
    assert kept


def test_a_generator_that_runs_hides_no_other_holder():
    """It refers to its local, and so does its frame: two signs of one reference."""

    def generator():
        thing = Thing()
        kept.append({"k": [[thing]]})
        yield explain_many([weakref.ref(thing)], paths=3)

    kept = []
    running = generator()
    (reason,) = next(running)

    assert sorted(path.steps[-1].edge for path in reason.paths) == ["[0]", "local thing"]
    assert (reason.counted, reason.explained) == (2, 2)


kept: list[list[Thing]] = []


def test_nobody_searches_the_heap_for_holders_that_are_known(monkeypatch):
    """A local that functions inside share lies in a cell of its frame; of one reference there is no second holder."""
    kept[:] = [[Thing()]]
    shared = Thing()
    (lambda: shared)()
    monkeypatch.setattr(gc, "get_referrers", None)
    monkeypatch.setattr(reasons, "Unreached", None)

    of_cell, of_list = why_alive(weakref.ref(shared)), why_alive(weakref.ref(kept[0][0]))

    assert [(why.counted, why.explained, len(why.paths)) for why in (of_cell, of_list)] == [(1, 1, 1), (1, 1, 1)]
