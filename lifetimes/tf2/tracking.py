"""What an object holds, as modules and checkpoints see it: attributes that are themselves trackable.

    module.layers = [v1, v2]        # the attribute becomes a ListWrapper around that very list
    module.layers.pop()             # v2 leaves the list, but the wrapper still depends on it: it lives
    module.layers = module.layers   # a new wrapper depends on what is in the list now: v2 is freed

An object depends on every trackable value that was ever put in one of its attributes, until `del`, or until
another trackable value takes the name. So `module.v = None` hides a variable and frees nothing.
Source: `tensorflow/python/trackable/data_structures.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping, MutableSequence
from copy import deepcopy
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
    if type(value) is dict or type(value).__name__ in ("OrderedDict", "defaultdict"):
        return DictWrapper(value)
    if type(value) is tuple and any(is_trackable(item) or isinstance(item, (list, dict, tuple)) for item in value):
        items = tuple(wrapped(item) for item in value)
        if any(is_trackable(item) for item in items):
            return TupleWrapper(items)
    return value


class _Wrapper(Trackable):
    """A container that a tracked object holds. It shares its content with the one that was given, both ways."""

    _storage: Any

    def _unsaveable(self, why: str) -> Exception:
        return load("tf2.library.unsaveable").error(self, why)  # type: ignore[no-any-return]

    def copy(self) -> Any:
        return type(self)(self._storage.copy())  # type: ignore[call-arg]

    __copy__ = copy

    def __deepcopy__(self, memo: Any) -> Any:
        return type(self)(deepcopy(self._storage, memo))  # type: ignore[call-arg]

    def __reduce_ex__(self, protocol: Any) -> Any:
        return type(self), (self._storage,)

    def __eq__(self, other: object) -> bool:
        return bool(self._storage == (other._storage if isinstance(other, type(self)) else other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__.lstrip('_')}({self._storage!r})"


class ListWrapper(_Wrapper, list[Any]):
    """A list that a tracked object holds. Each element that was ever put in under a number is depended on."""

    def __init__(self, given: list[Any]) -> None:
        self._storage = given
        self._moved = False  # whether something trackable has left the place that it was tracked under
        for position, item in enumerate(given):
            given[position] = self._track(str(position), item)
        self._snapshot = list(given)

    def _changed_outside(self) -> bool:
        """Return whether the list was changed behind the wrapper's back."""
        return len(self._storage) != len(self._snapshot) or any(map(is_not, self._storage, self._snapshot))

    def _trackable_children(self) -> dict[str, Any]:
        if self._moved:
            raise self._unsaveable("moved")
        if self._changed_outside() and any(map(is_trackable, [*self._storage, *self._snapshot])):
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

    def insert(self, index: Any, value: Any) -> None:
        if index != len(self):
            self._note_moved([*self._storage, value])
        self._change("insert", index, self._track(str(index), value))

    def sort(self, **order: Any) -> None:
        self._note_moved(self._storage)
        self._change("sort", **order)

    def _note_moved(self, items: Iterable[Any]) -> None:
        self._moved = self._moved or any(map(is_trackable, items))

    def _change(self, method: str, *args: Any, **options: Any) -> None:
        outside = self._changed_outside()
        getattr(self._storage, method)(*args, **options)
        if not outside:
            self._snapshot = list(self._storage)

    def __add__(self, other: Any) -> Any:
        return self._storage + list(other)

    def __radd__(self, other: Any) -> Any:
        return other + self._storage

    def __lt__(self, other: Any) -> bool:
        return bool(self._storage < list(other))

    def __gt__(self, other: Any) -> bool:
        return bool(self._storage > list(other))


class DictWrapper(_Wrapper, dict[Any, Any]):
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
        if self._snapshot.keys() != self._storage.keys() or any(
            self._storage[key] is not value for key, value in self._snapshot.items()
        ):
            raise self._unsaveable("changed outside")
        return super()._trackable_children()

    def __setitem__(self, key: Any, value: Any) -> None:
        self._storage[key] = self._entered(key, value)
        self._snapshot = dict(self._storage)

    def __delitem__(self, key: Any) -> None:
        del self._storage[key]
        self._snapshot = dict(self._storage)

    def __str__(self) -> str:
        return str(self._storage)


DictWrapper.__name__ = "_DictWrapper"


def _of_storage(name: str) -> Any:
    """Return a method that answers as the container given does."""
    return lambda wrapper, *args: getattr(wrapper._storage, name)(*args)


# The built-in methods would look into the wrapper itself, which is empty.
for _class, _reading, _abstract, _rest in (
    (ListWrapper, "getitem len iter contains mul rmul", MutableSequence,
     "append extend pop remove reverse clear index count __iadd__ __reversed__"),
    (DictWrapper, "getitem len iter contains", MutableMapping,
     "keys values items get pop popitem clear update setdefault"),
):  # fmt: skip
    for _name in _reading.split():
        setattr(_class, f"__{_name}__", _of_storage(f"__{_name}__"))
    for _name in _rest.split():
        setattr(_class, _name, getattr(_abstract, _name))


class TupleWrapper(Trackable, tuple[Any, ...]):
    """A tuple that a tracked object holds, with something trackable in it."""

    def __new__(cls, items: Iterable[Any]) -> TupleWrapper:
        made = super().__new__(cls, items)
        for position, item in enumerate(made):
            made._track(str(position), item)
        return made

    def __reduce_ex__(self, protocol: Any) -> Any:
        return TupleWrapper, (tuple(self),)


TupleWrapper.__name__ = "_TupleWrapper"
