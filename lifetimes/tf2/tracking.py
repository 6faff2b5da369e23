"""What an object holds, as modules and checkpoints see it: attributes that are themselves trackable.

    module.layers = [v1, v2]          # the attribute becomes a ListWrapper around that very list
    module.layers.pop()               # v2 leaves the list, but the wrapper still depends on it: it lives
    module.layers = [*module.layers]  # a new wrapper depends on what is in the list now: v2 is freed

An object depends on every trackable value that was ever put in one of its attributes, until `del`, or until
another trackable value takes the name. So `module.v = None` hides a variable and frees nothing. A wrapper keeps
every variable that was ever put in, even when another takes its place.
Source: `tensorflow/python/trackable/data_structures.py`.
"""

import copy
from collections import OrderedDict
from collections.abc import Iterable, MutableSequence
from contextlib import suppress
from operator import is_not
from typing import Any

from lifetimes.library import load
from lifetimes.tf2.variable import Variable

DEPENDENCIES = "_self_unconditional_dependency_names"


class Trackable:
    """Anything that a checkpoint can walk: it has dependencies by name, which it keeps alive."""

    @property
    def _dependencies(self) -> dict[str, Any]:
        return self.__dict__.setdefault(DEPENDENCIES, {})  # type: ignore[no-any-return]

    def _track(self, name: str, value: Any) -> Any:
        """Return the value as this object keeps it: containers wrapped, and depended on where trackable."""
        value = wrapped(value)
        if is_trackable(value):
            self._dependencies[name] = value
            self._dependency_added(name, value)
        return value

    def _dependency_added(self, name: str, value: Any) -> None:
        """Hand a value that a checkpoint holds for this name to the object that has come."""
        waiting = self.__dict__.get("_self_waiting_restore")
        if waiting is not None:
            waiting.arrived(name, value)

    def _trackable_children(self) -> dict[str, Any]:
        """Return the dependencies by name. ValueError where a change has made them unreliable."""
        return dict(self._dependencies)


class AutoTrackable(Trackable):
    """Tracks what is set on its attributes."""

    def __setattr__(self, name: str, value: Any) -> None:
        if self.__dict__.get("_self_setattr_tracking", True):
            value = self._track(name, value)
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        self._dependencies.pop(name, None)
        super().__delattr__(name)


def is_trackable(value: Any) -> bool:
    """Return whether a checkpoint could hold a value of its own for this, or for what it holds."""
    return isinstance(value, (Trackable, Variable)) or hasattr(type(value), "_is_trackable")


def wrapped(value: Any) -> Any:
    """Return a plain list, dict or tuple wrapped so that what it holds can be tracked; anything else as it is."""
    if type(value) is list:
        return ListWrapper(value)
    if type(value) in (dict, OrderedDict):
        return DictWrapper(value)
    if isinstance(value, tuple) and not isinstance(value, Trackable):
        items = [wrapped(item) for item in value]
        if any(map(is_trackable, items)):
            return TupleWrapper(type(value)(*items) if hasattr(value, "_fields") else type(value)(items))
    return value


class _Wrapper(Trackable):
    """A container that a tracked object holds. It shares its content with the one that was given, both ways."""

    _storage: Any
    guard: Any = staticmethod(lambda value: None)  # what holds this may refuse to have something put in
    shown_plainly = False

    def _track(self, name: str, value: Any) -> Any:
        """As in any object; and a variable is kept for good, as in TensorFlow."""
        value = super()._track(name, value)
        if isinstance(value, Variable):
            self.__dict__.setdefault("_self_extra_variables", []).append(value)
        return value

    def _dependency_added(self, name: str, value: Any) -> None:
        """As in any object; but what does not fit the one that has come is passed over in silence, as in TensorFlow."""
        with suppress(ValueError):
            super()._dependency_added(name, value)

    def _unsaveable(self, why: str) -> Exception:
        return load("tf2.library.checkpoint_files").unsaveable(self, why)  # type: ignore[no-any-return]

    def __copy__(self) -> Any:
        return type(self)(copy.copy(self._storage))  # type: ignore[call-arg]

    copy = __copy__

    def __deepcopy__(self, memo: Any) -> Any:
        return type(self)(copy.deepcopy(self._storage, memo))  # type: ignore[call-arg]

    def __reduce_ex__(self, protocol: Any) -> Any:
        return type(self), (self._storage,)

    def __eq__(self, other: object) -> bool:
        return bool(self._storage == getattr(other, "_storage", other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = repr(self._storage)
        return shown if self.shown_plainly else f"{type(self).__name__.replace('_Dict', 'Dict')}({shown})"


class ListWrapper(_Wrapper, list[Any]):
    """A list that a tracked object holds. Each element that was ever put in under a number is depended on."""

    def __init__(self, given: list[Any]) -> None:
        self._storage = given
        self._moved = False  # whether something trackable has left the place that it was tracked under
        for position, item in enumerate(given):
            given[position] = self._track(str(position), item)
        self._snapshot = list(given)

    def _trackable_children(self) -> dict[str, Any]:
        if self._moved:
            raise self._unsaveable("moved")
        given, noted = self._storage, self._snapshot  # not the same where somebody changed the list itself
        changed = len(given) != len(noted) or any(map(is_not, given, noted))
        if changed and any(map(is_trackable, [*given, *noted])):
            raise self._unsaveable("changed outside")
        return super()._trackable_children()

    def __setitem__(self, key: Any, value: Any) -> None:
        self._note_moved(self._storage[key] if isinstance(key, slice) else [self._storage[key]])
        if not isinstance(key, slice) and not self._moved:
            value = self._track(str(range(len(self))[key]), value)
        self._change("__setitem__", key, value)

    def __delitem__(self, key: Any) -> None:
        self._note_moved(self._storage)
        self._change("__delitem__", key)

    def append(self, value: Any) -> None:
        self.guard(value)
        self._change("append", self._track(str(len(self)), value))

    def insert(self, index: Any, value: Any) -> None:
        self.guard(value)
        self._note_moved([*self._storage, value])
        self._change("insert", index, value)

    def __imul__(self, times: Any) -> Any:  # type: ignore[misc]
        self.clear() if times <= 0 else self.extend(self._storage * (times - 1))
        return self

    def sort(self) -> None:  # type: ignore[override]  # no order is taken, as in TensorFlow
        self._note_moved(self._storage)
        self._change("sort")

    def _note_moved(self, items: Iterable[Any]) -> None:
        self._moved = self._moved or any(map(is_trackable, items))

    def _change(self, method: str, *args: Any) -> None:
        """Do the same to the list and to what is remembered of it, so that a change by others stays a difference."""
        alike = len(self._snapshot) == len(self._storage)
        getattr(self._storage, method)(*args)
        if alike:
            getattr(self._snapshot, method)(*args)

    def __radd__(self, other: Any) -> Any:
        return other + self._storage


class _SeeThrough(_Wrapper):
    """A container that answers as the one that was given does, its class too; only what goes in is taken note of."""

    __class__ = property(lambda self: type(self._storage))

    def __getattr__(self, name: str) -> Any:
        if name == "_storage":
            raise AttributeError(name)
        return getattr(self._storage, name)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self._storage.__reduce_ex__(protocol)

    def __str__(self) -> str:
        return str(self._storage)

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(self._storage)


class DictWrapper(_SeeThrough):
    """A dict that a tracked object holds. Each value that was ever put in under a text is depended on."""

    def __init__(self, given: Any = ()) -> None:
        self._storage: Any = given if isinstance(given, dict) else dict(given)
        self._odd_key = False
        for key, value in list(self._storage.items()):
            self._storage[key] = self._entered(key, value)
        self._snapshot = dict(self._storage)

    def _entered(self, key: Any, value: Any) -> Any:
        if isinstance(key, str):
            return self._track(key, value)
        value = self._track("-non_string_key", value)
        self._odd_key = self._odd_key or is_trackable(value)
        return value

    def _trackable_children(self) -> dict[str, Any]:
        if self._odd_key:
            raise self._unsaveable("odd key")
        held, before = self._storage, self._snapshot
        if before.keys() != held.keys() or any(map(is_not, map(held.get, before), before.values())):
            raise self._unsaveable("changed outside")
        return super()._trackable_children()

    def __setitem__(self, key: Any, value: Any) -> None:
        self.guard(value)
        noted = self._snapshot if len(self._snapshot) == len(self._storage) else {}
        self._storage[key] = noted[key] = self._entered(key, value)

    def __delitem__(self, key: Any) -> None:
        del self._storage[key]
        self._snapshot.pop(key, None)

    def update(self, *given: Any, **named: Any) -> None:
        for key, value in dict(*given, **named).items():
            self[key] = value

    def __ior__(self, other: Any) -> Any:
        self._storage |= other
        return self


class TupleWrapper(_SeeThrough):
    """A tuple that a tracked object holds, with something trackable in it; a named one is tracked by its names too."""

    def __init__(self, given: Any) -> None:
        self._storage = given
        for name, item in [*zip(getattr(given, "_fields", ()), given, strict=False), *enumerate(given)]:
            self._track(str(name), item)


DictWrapper.__name__, TupleWrapper.__name__ = "_DictWrapper", "_TupleWrapper"


def _of_storage(name: str) -> Any:
    """Return a method that answers as the container given does."""
    return lambda self, *args: getattr(self._storage, name)(*(getattr(one, "_storage", one) for one in args))


# Python looks for these in the class alone; a built-in method would look into the wrapper itself, which is empty.
_READING = "getitem len iter contains reversed"
for _class, _methods in (
    (ListWrapper, f"{_READING} add mul rmul lt le gt ge"),
    (DictWrapper, f"{_READING} or ror"),
    (TupleWrapper, f"{_READING} add mul rmul lt le gt ge"),
):
    for _name in _methods.split():
        setattr(_class, f"__{_name}__", _of_storage(f"__{_name}__"))
for _name in ["extend", "pop", "remove", "reverse", "clear", "index", "count", "__iadd__"]:
    setattr(ListWrapper, _name, getattr(MutableSequence, _name))
