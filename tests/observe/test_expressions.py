"""Every printed expression gives the object, in the frame that asked: from each kind of root, and of each path."""

from __future__ import annotations

import contextvars
import gc
import sys
import threading
import traceback
import weakref

from lifetimes.observe import why_alive

MODULES = {"contextvars": contextvars, "gc": gc, "sys": sys, "threading": threading, "traceback": traceback}


class Thing:
    pass


def all_give(why, reference, space):
    """Whether every path's expression gives the object, run where the answer was printed."""
    assert why.paths
    return {
        path.expression: eval(path.expression, MODULES | space) is reference()
        for path in why.paths
        if eval(path.expression, MODULES | space) is not reference()
    } == {}


def test_a_local_of_a_caller_is_no_bare_name():
    """In the frame that asks, the name may be another object."""

    def ask(reference):
        thing = Thing()
        why = why_alive(reference)
        return thing, why, all_give(why, reference, locals())

    thing = Thing()

    other, why, all_right = ask(weakref.ref(thing))

    assert other is not thing
    assert why.paths[0].steps[-1].edge == "local thing"
    assert all_right


def test_a_function_that_calls_itself_is_told_by_its_place():
    def ask(depth, thing, reference):
        if depth:
            return ask(depth - 1, Thing(), reference)
        why = why_alive(reference)
        return all_give(why, reference, locals())

    reference = weakref.ref(first := Thing())

    assert ask(3, first, reference)


def test_a_local_of_another_thread_that_goes_on_calling_is_found():
    """Its frame is counted from the outside, where nothing moves."""

    def work():
        thing = Thing()
        references.append(weakref.ref(thing))
        arrived.set()
        deeper(3)

    def deeper(depth):
        if depth:
            deeper(depth - 1)
        else:
            moved.wait()
            even_deeper()

    def even_deeper():
        there.set()
        leave.wait()

    references = []
    arrived, moved, there, leave = (threading.Event() for _ in range(4))
    thread = threading.Thread(target=work)
    thread.start()
    arrived.wait()

    why = why_alive(references[0])
    moved.set()
    there.wait()
    right = all_give(why, references[0], {})
    leave.set()
    thread.join()

    assert right


def test_two_context_variables_of_one_name_are_told_apart():
    def ask():
        first.set(Thing())
        second.set(Thing())
        return [
            all_give(why_alive(reference), reference, {})
            for reference in (weakref.ref(first.get()), weakref.ref(second.get()))
        ]

    first, second = contextvars.ContextVar("same"), contextvars.ContextVar("same")

    assert contextvars.Context().run(ask) == [True, True]


def test_a_value_in_a_context_that_is_held_is_found():
    first, second = contextvars.ContextVar("same"), contextvars.ContextVar("same")
    kept = contextvars.Context()
    kept.run(first.set, Thing())
    kept.run(second.set, Thing())

    for variable in (first, second):
        reference = weakref.ref(kept[variable])
        assert all_give(why_alive(reference), reference, {"kept": kept})


def test_a_name_that_no_code_can_write_is_read_from_its_frame():
    """Such as the iterator of a comprehension."""
    thing = Thing()
    reference = weakref.ref(thing)

    answers = [why_alive(weakref.ref(Thing)) and why_alive(reference) for _ in range(1)]

    assert all_give(answers[0], reference, {"thing": thing})


def test_garbage_and_what_c_holds_are_found_among_all_objects():
    thing = Thing()
    thing.me = [thing]
    reference = weakref.ref(thing)
    gc.collect()
    gc.disable()
    try:
        del thing
        why = why_alive(reference)
        right = all_give(why, reference, {})
    finally:
        gc.enable()

    assert why.state == "cyclic garbage"
    assert right


def test_a_thread_local_that_starts_itself_is_read_where_the_value_is():
    """Its `__init__` runs in each thread: the same attribute is another list here."""

    class Local(threading.local):
        def __init__(self):
            self.held = []

    def work():
        kept.held.append(Thing())
        references.append(weakref.ref(kept.held[0]))
        arrived.set()
        leave.wait()

    kept, references = Local(), []
    arrived, leave = threading.Event(), threading.Event()
    thread = threading.Thread(target=work)
    thread.start()
    arrived.wait()
    assert kept.held == []

    why = why_alive(references[0])
    right = all_give(why, references[0], {"kept": kept})
    leave.set()
    thread.join()

    assert [step.edge for step in why.paths[0].steps] == ["local kept", ".held", "[0]"]
    assert right
