"""How a watch sees births: by wrapping `__init__` while it is on, and leaving no trace of it afterwards."""

import copy
import dataclasses
import gc
import inspect
import pickle

import pytest

from lifetimes import labels
from lifetimes.observe.timeline import watch
from lifetimes.observe.watching import births


class Layer:
    """A class with an `__init__` of its own."""

    def __init__(self, units: int = 1, *, bias: bool = True) -> None:
        self.units, self.bias = units, bias


class Dense(Layer):
    """A subclass that initialises its base."""

    def __init__(self) -> None:
        super().__init__(3)
        self.built = True


class Silent(Layer):
    """A subclass that never calls the `__init__` of its base."""

    def __init__(self) -> None:
        pass


class Plain:
    """A class without `__init__`."""


class Made:
    """A class that takes its arguments in `__new__`."""

    def __new__(cls, value):
        made = super().__new__(cls)
        made.value = value
        return made


@dataclasses.dataclass
class Record:
    """A class whose `__init__` is generated."""

    value: int


class Slotted:
    """A class that allows no weak reference."""

    __slots__ = ("value",)


class Broken:
    """A class whose `__init__` always raises."""

    def __init__(self) -> None:
        raise ValueError("not today")


ALL = (Layer, Dense, Silent, Plain, Made, Record, Broken)


def names(timeline) -> list[str]:
    return [life.name for life in timeline.lives]


def test_off_means_gone():
    """Each class has the same entries in the same order as before, the very same objects."""
    before = [list(cls.__dict__.items()) for cls in ALL]
    with watch(*ALL):
        changed = [list(cls.__dict__.items()) for cls in ALL]
    after = [list(cls.__dict__.items()) for cls in ALL]

    assert changed != before
    assert [[(k, id(v)) for k, v in space] for space in after] == [[(k, id(v)) for k, v in space] for space in before]
    assert not births._hooks


def test_off_means_gone_after_an_error_too():
    """The with block was left by an exception."""
    before = Layer.__init__
    with pytest.raises(KeyError), watch(Layer):
        raise KeyError("x")

    assert Layer.__init__ is before


def test_two_watches_of_one_class_may_end_in_any_order():
    """The class is whole again when the last of them ends."""
    before = Layer.__init__
    first, second = watch(Layer), watch(Layer)
    first.__enter__()
    second.__enter__()
    kept = [Layer()]
    first.__exit__(None, None, None)
    kept.append(Layer())
    second.__exit__(None, None, None)

    assert Layer.__init__ is before
    assert (len(first.lives), len(second.lives)) == (1, 2)


def test_an_init_that_was_replaced_meanwhile_is_left_alone():
    """Somebody else patched the class while the watch was on; it is not ours to undo."""

    class Patched:
        def __init__(self):
            pass

    def patch(self):
        self.patched = True

    with watch(Patched):
        Patched.__init__ = patch

    assert Patched.__init__ is patch


@pytest.mark.parametrize(
    ("make", "fields"),
    [
        (lambda: Layer(2, bias=False), {"units": 2, "bias": False}),
        (Dense, {"units": 3, "bias": True, "built": True}),
        (Silent, {}),
        (Plain, {}),
        (lambda: Made(7), {"value": 7}),
        (lambda: Record(5), {"value": 5}),
    ],
    ids=["arguments", "super", "no super", "no init", "new", "dataclass"],
)
def test_an_object_is_initialised_as_it_would_be_without_a_watch_and_is_born_once(make, fields):
    """Arguments reach the right `__init__`, and the outermost call counts as the birth."""
    with watch(*ALL) as timeline:
        made = make()

    assert vars(made) == fields
    assert len(timeline.lives) == 1
    assert timeline.lives[0].site.file == __file__


@pytest.mark.parametrize("call", [lambda: Plain(1), lambda: Layer(1, 2, 3), lambda: Made()])
def test_wrong_arguments_raise_what_they_raise_without_a_watch(call):
    """The same type and the same words."""
    with pytest.raises(TypeError) as without:
        call()
    with watch(*ALL), pytest.raises(TypeError) as within:
        call()

    assert str(within.value) == str(without.value)


def test_an_object_whose_init_raised_is_not_born():
    """It was never whole; the exception passes unchanged."""
    with watch(Broken) as timeline, pytest.raises(ValueError, match="not today"):
        Broken()

    assert not timeline.lives


def test_an_object_is_not_born_before_its_init_is_done():
    """A look from inside `__init__` leaves the half-built object out."""

    class Slow:
        def __init__(self):
            timeline.mark("inside")
            self.seen = len(timeline.lives)

    with watch(Slow) as timeline:
        slow = Slow()

    assert slow.seen == 0
    assert timeline.lives[0].site.file == __file__


def test_the_signature_of_a_watched_class_is_still_its_own():
    """As editors and notebooks show it."""
    before = inspect.signature(Layer)
    with watch(Layer):
        assert inspect.signature(Layer) == before


def test_copies_and_unpickled_objects_are_found_at_the_next_look():
    """They are made without `__init__`, so where is not known."""
    layer = Layer()
    with watch(Layer) as timeline:
        kept = [copy.copy(layer), pickle.loads(pickle.dumps(layer))]
        timeline.mark("copied")

    assert len(kept) == len(timeline.lives) == 2
    assert [life.site for life in timeline.lives] == [None, None]


@pytest.mark.parametrize("collected", [(), (0,), (1,), (2,), (0, 0), (0, 1)])
def test_what_came_without_init_is_found_after_collections_too(collected):
    """A look asks the generations that may have what was born since the last: a collection makes it older."""
    layer = Layer()
    with watch(Layer) as timeline:
        timeline.mark("all seen")
        kept = copy.copy(layer)
        for generation in collected:
            gc.collect(generation)
        timeline.mark("copied")

    assert kept
    assert [life.born for life in timeline.lives] == [3]


def test_what_becomes_an_instance_when_it_is_old_is_found_at_the_end():
    """It may lie in any generation, where a look asks only the young ones."""

    class Started:
        pass

    thing = Started()
    with watch(Layer) as timeline:
        timeline.mark("all seen")
        gc.collect()
        timeline.mark("it is old")
        thing.__class__ = Layer
        timeline.mark("it is a layer")

    assert [life.name for life in timeline.lives] == ["Layer"]


def test_what_fails_to_be_built_and_lives_on_is_found():
    """While it is being built it is not told of, and a look and a collection may come before its `__init__` fails."""

    class Registered:
        def __init__(self):
            kept.append(self)
            timeline.mark("seen half built")
            gc.collect(0)
            timeline.mark("seen again")
            raise ValueError("too bad")

    kept = []
    with watch(Registered) as timeline:
        with pytest.raises(ValueError):
            Registered()
        timeline.mark("it failed")

    assert len(kept) == len(timeline.lives) == 1


def test_objects_that_are_older_than_the_watch_are_not_in_it():
    """Only what is born while it is on."""
    old = Layer()
    with watch(Layer) as timeline:
        new = Layer()

    assert old is not new
    assert len(timeline.lives) == 1


def test_a_class_written_in_c_is_watched_by_looking():
    """`set` refuses to be wrapped, but its instances allow weak references."""
    with watch(set) as timeline:
        kept = {"a set", "that is kept"}
        timeline.mark("made")

    assert kept
    assert "set" in names(timeline)


@pytest.mark.parametrize("collected", [None, (), (0,), (1,), (2,)])
def test_a_class_that_is_defined_inside_the_watch_is_heard_from_the_next_look_on(collected):
    """A subclass that does not call the `__init__` of its base; the first look asks all classes, others the young."""
    with watch(Layer) as timeline:
        if collected is not None:
            timeline.mark("all seen")

        class Late(Layer):
            def __init__(self):
                pass

        for generation in collected or ():
            gc.collect(generation)
        timeline.mark("defined")
        late = Late()

    assert isinstance(late, Layer)
    assert timeline.lives[0].site.line == inspect.currentframe().f_lineno - 3


def test_an_old_class_that_is_labelled_inside_the_watch_is_heard_from_the_next_look_on():
    """A library that is imported meanwhile labels classes of others too."""
    with watch() as timeline:
        timeline.mark("all seen")
        labels.register(Layer, "variable")
        timeline.mark("labelled")
        layer = Layer()
    labels.unregister(Layer)

    assert isinstance(layer, Layer)
    assert timeline.lives[0].site.line == inspect.currentframe().f_lineno - 4


def test_a_class_without_weak_references_is_refused_with_advice():
    """Watching it would mean holding it."""
    with pytest.raises(TypeError, match=r"'Slotted' allow no weak reference.*\n.*class Seen\(Slotted\)"):
        watch(Slotted)


def test_an_instance_instead_of_a_class_is_refused_with_advice():
    """The commonest slip."""
    with pytest.raises(TypeError, match=r"watch takes classes.*\n.*watch\(Layer\)"):
        watch(Layer())
