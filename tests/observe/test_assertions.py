"""What the assertions accept, and what they say when they do not."""

from __future__ import annotations

import gc
import weakref
from functools import partial

import pytest

from lifetimes import labels
from lifetimes.observe import assert_freed, assert_lost, assert_owned_by, register_owner, watch


class Thing:
    pass


class Store:
    def __init__(self):
        self.items = {}


@pytest.fixture
def store():
    store = register_owner(Store(), "the store")
    yield store
    labels.unregister(store)


def test_a_freed_object_passes():
    assert_freed(weakref.ref(Thing()))


def test_an_object_that_only_its_name_holds_passes_as_freed():
    """`assert_freed(thing)` says: nothing but this name."""
    thing = Thing()

    assert_freed(thing)


KEPT = [Thing()]


class Cache:
    model = Thing()


def test_an_element_of_a_list_is_not_freed():
    """One reference is all there is, and it is no local of the caller: the object survives the call."""
    with pytest.raises(AssertionError, match=r"\.KEPT\s"):
        assert_freed(KEPT[0])


def test_an_attribute_of_a_class_is_not_freed():
    with pytest.raises(AssertionError, match=r"\.model\s"):
        assert_freed(Cache.model)


def test_a_global_of_another_place_is_not_freed():
    with pytest.raises(AssertionError, match=r"\.held_by_one_name\s"):
        assert_freed(held_by_one_name)


held_by_one_name = Thing()


def test_the_local_of_a_caller_further_out_is_not_freed():
    def check(things):
        assert_freed(things())

    thing = Thing()

    with pytest.raises(AssertionError, match="local thing"):
        check(lambda: thing)


def test_a_name_at_the_top_of_a_script_passes_as_freed():
    exec("thing = Thing()\nassert_freed(thing)", {"Thing": Thing, "assert_freed": assert_freed, "__name__": "script"})


@pytest.mark.parametrize("called", [False, True])
def test_a_proxy_stands_for_its_object(called):
    """Even where the object takes over every question that can be asked of it."""

    class Hostile(Thing):
        def __getattribute__(self, name):
            raise RuntimeError("not to be asked")

        if called:
            __call__ = Thing.__init__

    thing = Hostile()
    proxy = weakref.proxy(thing)

    with pytest.raises(AssertionError, match=r"Hostile is not freed"):
        assert_freed(proxy)
    del thing
    assert_freed(proxy)


def test_a_held_object_fails_with_the_path_and_advice():
    thing = Thing()
    kept = {"k": [thing]}

    with pytest.raises(AssertionError) as failure:
        assert_freed(thing)

    message = str(failure.value)
    assert "Thing is not freed at once, without a collection: it is named" in message
    assert "kept['k'][0]" in message
    assert message.count("Thing is not freed") == message.count("hat to do: ") == 1
    assert message.endswith(
        "What to do: let test_a_held_object_fails_with_the_path_and_advice() return, or `del thing` in it"
    )
    assert kept


def test_a_cycle_passes_only_after_a_collection_that_is_asked_for():
    thing = Thing()
    thing.me = thing
    reference = weakref.ref(thing)
    del thing

    gc.disable()
    try:
        with pytest.raises(AssertionError, match="pass after_gc=True"):
            assert_freed(reference)
    finally:
        gc.enable()

    assert_freed(reference, after_gc=True)


def test_the_message_says_that_it_collected():
    thing = Thing()
    kept = [thing]

    with pytest.raises(AssertionError, match=r"not freed after gc\.collect\(\): it is named"):
        assert_freed(thing, after_gc=True)

    assert kept


def test_a_lost_object_passes_as_lost_and_fails_as_freed(store):
    store.items["w"] = Thing()
    reference = weakref.ref(store.items["w"])

    assert_lost(reference)
    with pytest.raises(AssertionError, match="owned by Store 'the store'"):
        assert_freed(reference)


def test_a_named_object_is_not_lost(store):
    thing = store.items["w"] = Thing()

    with pytest.raises(AssertionError, match="Thing is not lost at once"):
        assert_lost(thing)


def test_the_owner_is_recognised(store):
    store.items["w"] = Thing()
    reference = weakref.ref(store.items["w"])

    assert_owned_by(reference, store)


def test_another_owner_is_not_the_owner(store):
    other = register_owner(Store(), "another")
    store.items["w"] = Thing()

    with pytest.raises(AssertionError, match="not owned by Store 'another'"):
        assert_owned_by(weakref.ref(store.items["w"]), other)


def test_what_is_no_owner_cannot_own():
    with pytest.raises(AssertionError, match=r"declare it with register_owner"):
        assert_owned_by(weakref.ref(Thing()), Store())


def test_the_message_tells_where_a_watched_object_was_made():
    with watch(Thing):
        thing = Thing()
        kept = [thing]

        with pytest.raises(AssertionError, match=r"made at .*test_assertions\.py:\d+"):
            assert_freed(thing)

    assert kept


def test_a_failing_test_shows_no_source_of_the_instrument():
    """pytest leaves out what is marked: the last place that it shows is the test itself."""
    kept = [Thing()]
    reference = weakref.ref(kept[0])

    for claim in (assert_freed, assert_lost, partial(assert_owned_by, owner=kept)):
        with pytest.raises(AssertionError) as failure:
            claim(reference)

        assert [entry.path.name for entry in failure.traceback.filter(failure)] == ["test_assertions.py"]
