"""The instrument is in nobody's way: it waits its turn, collects nothing, changes nothing, and asks nothing twice."""

from __future__ import annotations

import contextvars
import gc
import subprocess
import sys
import threading
import weakref

import pytest

from lifetimes.observe import snapshot, watch, why_alive
from lifetimes.observe.heap import looking
from lifetimes.observe.heap.frames import is_instrument, running_frames
from lifetimes.observe.heap.record import NAMED


class Thing:
    pass


def in_a_program_of_its_own(text):
    """What a program prints; its heap is small, since neither world is in it."""
    run = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_threads_that_ask_at_once_all_get_an_answer():
    """Each walk makes lists that another would discover, and follow while they grow."""
    printed = in_a_program_of_its_own(
        "import threading\n"
        "from lifetimes.observe import snapshot, why_alive\n"
        "answers, kept = [], {'k': [set()]}\n"
        "def ask():\n"
        "    answers.append(why_alive(kept['k']).state)\n"
        "    answers.append(snapshot().retained(kept['k']).objects)\n"
        "threads = [threading.Thread(target=ask, daemon=True) for number in range(3)]\n"
        "[thread.start() for thread in threads]\n"
        "[thread.join(40) for thread in threads]\n"
        "print(len(answers), set(answers))\n"
    )

    assert printed.split(maxsplit=1) in (["6", "{'named', 2}\n"], ["6", "{2, 'named'}\n"])


def codes_of(thread):
    return [frame.f_code for frame in running_frames(sys._current_frames()[thread.ident])]


def test_the_frames_of_another_thread_that_waits_to_look_are_left_out():
    def ask(subject):
        answers.append(why_alive(subject))

    thing, answers = Thing(), []
    with looking.undisturbed():
        thread = threading.Thread(target=ask, args=(thing,))
        thread.start()
        while looking.undisturbed.__enter__.__code__ not in codes_of(thread):
            pass
        why = why_alive(weakref.ref(thing))
    thread.join()

    assert (why.counted, why.explained, why.held_from_c) == (3, 3, 0), str(why)
    assert answers[0].state == "named"


def test_a_thread_that_waits_says_so(monkeypatch, capfd):
    monkeypatch.setattr(looking, "_PATIENCE", 0.01)
    done = threading.Event()

    def ask():
        why_alive(done)
        done.set()

    with looking.undisturbed():
        thread = threading.Thread(target=ask, name="second")
        thread.start()
        assert not done.wait(0.2)
    thread.join()

    assert "lifetimes: thread 'second' waits while another looks at the heap" in capfd.readouterr().err


def test_a_module_that_must_not_be_asked_for_its_references_is_not(monkeypatch):
    """`gc.get_referents` on the module `_asyncio` corrupts a list of its own (python/cpython#122695)."""
    module = sys.modules.get("_asyncio") or pytest.importorskip("_asyncio")
    asked = set()
    plain = gc.get_referents

    def counting(*objects):
        asked.update(id(obj) for obj in objects if type(obj) is type(sys))
        return plain(*objects)

    monkeypatch.setattr(gc, "get_referents", counting)
    why, seen = why_alive(module.Future), snapshot()
    monkeypatch.undo()

    assert id(sys) in asked
    assert id(module) not in asked
    assert why.state == "named"
    assert seen.census()["module"].count


def test_what_that_module_holds_is_named_all_the_same():
    module = pytest.importorskip("_asyncio")
    thing = module.kept_for_a_test = Thing()
    reference = weakref.ref(thing)
    del thing

    why = why_alive(reference)
    del module.kept_for_a_test

    assert why.state == "named"
    assert why.paths[0].root.text == "module _asyncio"


@pytest.fixture
def collections():
    """The collections that start while the instrument is at work, the next of which is always near."""
    found = []

    def note(phase, info):
        if any(is_instrument(frame) for frame in running_frames(sys._getframe())):
            found.append(phase)

    thresholds = gc.get_threshold()
    gc.callbacks.append(note)
    yield found
    gc.set_threshold(*thresholds)
    gc.callbacks.remove(note)


@pytest.fixture(scope="module")
def taken():
    return snapshot()


@pytest.mark.parametrize("question", ["cycles", "dominators", "lost", "census"])
def test_a_question_to_a_snapshot_collects_nothing(question, taken, collections):
    gc.set_threshold(50)

    getattr(taken, question)()

    assert not collections


def test_entering_a_watch_collects_nothing(collections):
    """It notes which objects are older: a weak reference to each, which would wake the collector."""
    things = [Thing() for _ in range(1000)]
    timeline = watch(Thing)
    gc.collect()
    gc.set_threshold(500)

    with timeline:
        gc.set_threshold(5000)

    assert not collections
    assert things


def test_two_snapshots_are_equal_with_both_worlds_in_the_heap():
    printed = in_a_program_of_its_own(
        "import lifetimes.tf1 as tf1, lifetimes.tf2 as tf2\n"
        "from lifetimes.observe import snapshot, why_alive\n"
        "import gc; gc.collect(); gc.disable()  # a collection stops tracking tuples of constants\n"
        "min([], key=len, default=0)  # Python 3.13 makes a tuple of these keywords when they are used first\n"
        "kept = [tf1.Variable(1.0), tf2.Variable(1.0)]\n"
        "first = snapshot()\n"
        "second = snapshot()\n"
        "why_alive(kept[0])\n"
        "third = snapshot()\n"
        "print(second - first)\n"
        "print(third - second)\n"
    )

    assert printed == "nothing grew\nnothing grew\n"


def test_a_value_in_the_context_of_another_thread_is_named_to_a_snapshot_too():
    variable = contextvars.ContextVar("variable")
    arrived, leave = threading.Event(), threading.Event()
    references = []

    def work():
        variable.set(Thing())
        references.append(weakref.ref(variable.get()))
        arrived.set()
        leave.wait()

    thread = threading.Thread(target=work)
    thread.start()
    arrived.wait()
    taken, why = snapshot(), why_alive(references[0])
    place = taken._record.identities.index(id(references[0]()))
    leave.set()
    thread.join()

    assert why.state == "named"
    assert taken._record.states[place] == NAMED


@pytest.mark.parametrize("immortal", [(), 0, "", b""], ids=repr)
def test_a_count_that_means_nothing_is_not_held_from_c(immortal):
    why = why_alive(immortal)

    assert why.held_from_c < 1000


def test_a_new_object_at_an_old_address_has_no_size_in_the_snapshot():
    class Old(Thing):
        pass

    old = [Old() for _ in range(50)]
    for thing in old:
        thing.data = ["x"] * 1000
    taken = snapshot()
    places = set(map(id, old))
    thing = None
    old.clear()

    new = []
    while len(new) < 200_000 and (not new or id(new[-1]) not in places):
        new.append(Old())

    assert id(new[-1]) in places
    assert taken.retained(new[-1]).objects == 0
