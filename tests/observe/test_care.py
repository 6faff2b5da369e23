"""The instrument among objects that resist, and in a program that goes on running."""

from __future__ import annotations

import cProfile
import gc
import sys
import threading
import weakref

import pytest

from lifetimes import labels
from lifetimes.observe import label, snapshot, why_alive
from lifetimes.observe.heap import looking


class Thing:
    pass


def refuse(*args):
    raise RuntimeError("not to be called")


def test_a_key_that_refuses_everything_is_named_by_its_type():
    class Key:
        __repr__ = __eq__ = refuse
        __hash__ = object.__hash__

    thing = Thing()
    kept = {Key(): [thing]}
    reference = weakref.ref(thing)
    del thing

    why = why_alive(reference)

    assert [step.edge for step in why.paths[0].steps] == ["local kept", "[<Key>]", "[0]"]
    assert eval(why.expression, {"kept": kept}) is reference()


def test_a_property_is_not_asked_for_its_value():
    class Holder:
        secret = property(lambda self: asked.append(self))

        def __init__(self, thing):
            self.secret_of(thing)

        def secret_of(self, thing):
            assert "secret" in dir(self)
            self.__dict__["kept by no name in the code".title()] = thing
            return self.secret if thing is None else None

    asked = []
    kept = Holder(Thing())

    why = why_alive(weakref.ref(next(iter(vars(kept).values()))))

    assert why.paths[0].steps[-1].edge == ".__dict__['Kept By No Name In The Code']"
    assert not asked


def test_a_metaclass_that_refuses_everything_does_no_harm():
    class Meta(type):
        __getattribute__ = __hash__ = __eq__ = __repr__ = refuse

    kept = [Meta("Odd", (), {})()]
    reference = [Thing()]
    kept.append(reference)

    why = why_alive(kept[1])

    assert why.state == "named"
    assert snapshot().retained(kept).objects >= 3


def test_an_object_that_was_never_initialised_is_walked():
    class Half:
        __slots__ = ("missing", "thing")

    kept = object.__new__(Half)
    kept.thing = Thing()

    why = why_alive(weakref.ref(kept.thing))

    assert [step.edge for step in why.paths[0].steps] == ["local kept", ".thing"]


def test_a_dead_proxy_is_no_obstacle():
    thing = Thing()
    kept = [weakref.proxy(thing), Thing()]
    del thing

    why = why_alive(weakref.ref(kept[1]))

    assert why.paths[0].steps[-1].edge == "[1]"


def test_a_mapping_of_the_users_as_locals_is_not_asked():
    class Space(dict):
        __iter__ = keys = items = refuse

    answers = []
    exec("answers.append(why_alive(thing).state)", {"answers": answers, "why_alive": why_alive}, Space(thing=Thing()))

    assert answers == ["named"]


def test_another_thread_may_go_on_making_and_dropping_objects():
    stop = threading.Event()

    def work():
        while not stop.is_set():
            held = {number: [Thing()] for number in range(50)}
            held.clear()

    worker = threading.Thread(target=work)
    worker.start()
    kept = {"k": Thing()}

    try:
        states = [why_alive(weakref.ref(kept["k"])).state for _ in range(3)]
        taken = snapshot()
    finally:
        stop.set()
        worker.join()

    assert states == ["named"] * 3
    assert taken.census()["dict"].count > 0


def test_the_collector_is_left_as_it_was_found():
    gc.disable()
    try:
        why_alive(Thing())
        snapshot()

        assert not gc.isenabled()
    finally:
        gc.enable()

    why_alive(Thing())

    assert gc.isenabled()


@pytest.mark.parametrize("look", [lambda: why_alive(Thing()), snapshot], ids=["why_alive", "snapshot"])
def test_nothing_is_collected_by_looking(look):
    """Not even where the next few objects would start a collection."""
    thresholds = gc.get_threshold()
    gc.collect()
    thing = Thing()
    thing.me = thing
    reference = weakref.ref(thing)
    del thing

    gc.set_threshold(30, 1, 1)
    look()
    gc.set_threshold(*thresholds)

    assert reference() is not None


def test_an_error_in_a_label_is_shown_in_the_label():
    class Odd(Thing):
        pass

    label(Odd, "odd", name=refuse, nbytes=refuse, holds=refuse)
    kept = Odd()

    why = why_alive(kept)

    assert why.subject.startswith("odd '(name raised RuntimeError) (nbytes raised RuntimeError)")


def test_a_label_by_name_waits_for_its_module_and_imports_nothing():
    label("a_module_that_is_not_there.inner.Class", "never")

    why = why_alive(Thing())

    assert why.state == "freed"
    assert "a_module_that_is_not_there" not in sys.modules
    labels.unregister("a_module_that_is_not_there.inner.Class")


def test_a_label_by_name_speaks_once_the_class_is_there():
    label(f"{__name__}.Later", "latecomer")

    class Later(Thing):
        pass

    globals()["Later"] = Later
    labels.resolve_names()

    assert why_alive(Later()).subject == "latecomer"
    del globals()["Later"]


def a_labelled_class(speaks_of_it):
    """Return the place of a class that was labelled and described and went, and a weak reference to it."""

    class Mine:
        pass

    labels.register(Mine, "mine", name=(lambda mine: Mine.__name__) if speaks_of_it else str)
    assert labels.describe(Mine()).kind == "mine"
    assert id(Mine) in labels._rules
    return id(Mine), weakref.ref(Mine)


@pytest.mark.parametrize("speaks_of_it", [False, True])
def test_a_label_goes_with_its_class(speaks_of_it):
    """A class holds its own label, so that one whose functions name the class keeps it from no collection."""
    place, watch = a_labelled_class(speaks_of_it)
    gc.collect()

    assert watch() is None
    assert place not in labels._rules


def test_a_reference_that_only_a_label_tells_is_walked():
    class Opaque:
        def __init__(self, key):
            self.key = key

    hidden = {"a": Thing()}
    label(Opaque, "opaque", holds=lambda opaque: [(".hidden()", hidden[opaque.key])])
    kept = Opaque("a")

    why = why_alive(weakref.ref(hidden["a"]), paths=5)

    assert kept.key == "a"
    assert ["local kept", ".hidden()"] in [[step.edge for step in path.steps] for path in why.paths]


def test_what_is_no_part_of_the_program_is_in_no_way():
    """A test runner says so of its own modules, and what they alone hold seems to be held from nowhere."""
    registry = {"a thing": Thing()}
    reference = weakref.ref(registry["a thing"])
    before = why_alive(reference)
    looking.left_out.add(id(registry))
    after = why_alive(reference)
    looking.left_out.remove(id(registry))

    assert (before.state, after.state) == ("named", "held from C")


def test_a_trace_function_at_work_keeps_the_variables_of_its_frame():
    """Up to Python 3.12 the interpreter writes the locals it showed to a trace function back into the frame."""

    def tracer(frame, event, argument):
        if frame.f_code.co_name == "traced" and event == "line":
            seen.append(why_alive(Thing()).state)
        return tracer

    def traced():
        value = Thing()
        other = value
        return other

    seen = []
    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        result = traced()
    finally:
        sys.settrace(before)

    assert type(result) is Thing
    assert seen


def test_a_profiler_at_work_changes_no_answer(no_collection):
    """`cProfile`: a local, and a cycle that nothing reaches."""

    def ask():
        local, cycle = Thing(), Thing()
        cycle.me = cycle
        reference = weakref.ref(cycle)
        del cycle
        return [
            (why.state, why.counted, why.explained) for why in (why_alive(weakref.ref(local)), why_alive(reference))
        ]

    assert cProfile.Profile().runcall(ask) == ask() == [("named", 1, 1), ("cyclic garbage", 1, 1)]


@pytest.mark.parametrize("form", ["to_svg", "to_html", "to_mermaid", "_repr_html_"])
def test_every_string_in_a_picture_is_escaped(form):
    kept = {"<script>alert(1)</script>": Thing()}

    drawn = getattr(why_alive(next(iter(kept.values()))), form)()

    assert "<script>alert(1)" not in drawn
    assert "Thing" in drawn


def test_an_object_whose_name_is_not_set_yet_has_none():
    class Layer(Thing):
        pass

    label(Layer, "layer", name=lambda layer: layer.name)
    kept = Layer()

    assert why_alive(kept).subject == "layer"


def test_the_repr_of_an_answer_is_one_line():
    kept = {"k": Thing()}

    assert repr(why_alive(weakref.ref(kept["k"]), paths=1)) == "<Why Thing: named, 1 path>"
