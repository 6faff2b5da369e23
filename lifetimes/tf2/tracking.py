"""What an object holds, as modules and checkpoints see it: attributes that are themselves trackable.

    module.layers = [v1, v2]        # the attribute becomes a ListWrapper around that very list
    module.layers.pop()             # v2 leaves the list, but the wrapper still depends on it: it lives
    module.layers = module.layers   # a new wrapper depends on what is in the list now: v2 is freed

An object depends on every trackable value that was ever put in one of its attributes, until `del`, or until
another trackable value takes the name. So `module.v = None` hides a variable and frees nothing.
Source: `tensorflow/python/trackable/data_structures.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping, MutableSequence
from copy import deepcopy
from typing import Any

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


def _unsaveable(kind: str, shown: Any, reason: str) -> ValueError:
    return ValueError(
        f"Unable to save the object {shown} ({kind}). {reason}\n\nIf you don't need this {kind.split()[1]} "
        "checkpointed, wrap it in a non-trackable object; it will be subsequently ignored."
    )


_LIST = "a list wrapper constructed to track trackable TensorFlow objects"
_DICT = "a dictionary wrapper constructed automatically on attribute assignment"


class ListWrapper(Trackable, list[Any]):
    """A list that a tracked object holds. It shares its elements with the list that was given, both ways."""

    def __init__(self, given: list[Any]) -> None:
        self._storage = given
        self._moved = False
        for position, item in enumerate(given):
            given[position] = self._track(str(position), item)
        self._snapshot = list(given)

    def _check_outside(self) -> bool:
        """Return whether the list was changed behind the wrapper's back."""
        return len(self._storage) != len(self._snapshot) or any(
            a is not b for a, b in zip(self._storage, self._snapshot, strict=True)
        )

    def _trackable_children(self) -> dict[str, Any]:
        if self._moved:
            raise _unsaveable(
                _LIST,
                self,
                "A list element was replaced (__setitem__, __setslice__), deleted (__delitem__, __delslice__), or "
                "moved (sort). In order to support restoration on object creation, tracking is exclusively for "
                "append-only data structures.",
            )
        if self._check_outside() and any(map(is_trackable, [*self._storage, *self._snapshot])):
            raise _unsaveable(
                _LIST,
                self,
                f"The wrapped list was modified outside the wrapper (its final value was {self._storage}, its value "
                f"when a checkpoint dependency was added was {self._snapshot}), which breaks restoration on object "
                "creation.",
            )
        return super()._trackable_children()

    def __getitem__(self, key: Any) -> Any:
        return self._storage[key]

    def __len__(self) -> int:
        return len(self._storage)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._storage)

    def __setitem__(self, key: Any, value: Any) -> None:
        old = self._storage[key] if isinstance(key, slice) else [self._storage[key]]
        self._moved = self._moved or any(map(is_trackable, old))
        if not isinstance(key, slice) and not self._moved:
            value = self._track(str(range(len(self))[key]), value)
        self._change(lambda: self._storage.__setitem__(key, value))

    def __delitem__(self, key: Any) -> None:
        self._moved = self._moved or any(map(is_trackable, self._storage))
        self._change(lambda: self._storage.__delitem__(key))

    def insert(self, index: Any, value: Any) -> None:
        if index != len(self):
            self._moved = self._moved or any(map(is_trackable, [*self._storage, value]))
        value = self._track(str(index), value)
        self._change(lambda: self._storage.insert(index, value))

    def sort(self, **order: Any) -> None:
        self._moved = self._moved or any(map(is_trackable, self._storage))
        self._change(lambda: self._storage.sort(**order))

    def _change(self, act: Any) -> None:
        outside = self._check_outside()
        act()
        if not outside:
            self._snapshot = list(self._storage)

    def copy(self) -> Any:
        return ListWrapper(list(self._storage))

    __copy__ = copy

    def __deepcopy__(self, memo: Any) -> Any:
        return ListWrapper(deepcopy(self._storage, memo))

    def __reduce_ex__(self, protocol: Any) -> Any:
        return ListWrapper, (self._storage,)

    def __add__(self, other: Any) -> Any:
        return self._storage + list(other)

    def __radd__(self, other: Any) -> Any:
        return other + self._storage

    def __mul__(self, count: Any) -> Any:
        return self._storage * count

    __rmul__ = __mul__

    def __contains__(self, item: Any) -> bool:
        return item in self._storage

    def __eq__(self, other: object) -> bool:
        return self._storage == (other._storage if isinstance(other, ListWrapper) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __lt__(self, other: Any) -> bool:
        return self._storage < list(other)

    def __gt__(self, other: Any) -> bool:
        return self._storage > list(other)

    __hash__ = None

    def __repr__(self) -> str:
        return f"ListWrapper({self._storage!r})"


for _name in ["append", "extend", "pop", "remove", "reverse", "clear", "index", "count", "__iadd__", "__reversed__"]:
    setattr(ListWrapper, _name, getattr(MutableSequence, _name))


class DictWrapper(Trackable, dict[Any, Any]):
    """A dict that a tracked object holds. It shares its entries with the dict that was given, both ways."""

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
            raise _unsaveable(
                _DICT,
                self,
                "The wrapped dictionary contains a non-string key which maps to a trackable object or mutable "
                "data structure.",
            )
        if self._snapshot.keys() != self._storage.keys() or any(
            self._storage[key] is not value for key, value in self._snapshot.items()
        ):
            raise _unsaveable(
                _DICT,
                self,
                f"The wrapped dictionary was modified outside the wrapper (its final value was {self}, its value "
                f"when a checkpoint dependency was added was {self._snapshot}), which breaks restoration on object "
                "creation.",
            )
        return super()._trackable_children()

    def __getitem__(self, key: Any) -> Any:
        return self._storage[key]

    def __len__(self) -> int:
        return len(self._storage)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._storage)

    def __contains__(self, key: object) -> bool:
        return key in self._storage

    def __setitem__(self, key: Any, value: Any) -> None:
        self._storage[key] = self._entered(key, value)
        self._snapshot = dict(self._storage)

    def __delitem__(self, key: Any) -> None:
        del self._storage[key]
        self._snapshot = dict(self._storage)

    def copy(self) -> Any:
        return DictWrapper(self._storage.copy())

    __copy__ = copy

    def __deepcopy__(self, memo: Any) -> Any:
        return DictWrapper(deepcopy(self._storage, memo))

    def __reduce_ex__(self, protocol: Any) -> Any:
        return DictWrapper, (self._storage,)

    def __eq__(self, other: object) -> bool:
        return bool(self._storage == (other._storage if isinstance(other, DictWrapper) else other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None

    def __str__(self) -> str:
        return str(self._storage)

    def __repr__(self) -> str:
        return f"DictWrapper({self._storage!r})"


DictWrapper.__name__ = "_DictWrapper"
for _name in ["keys", "values", "items", "get", "pop", "popitem", "clear", "update", "setdefault"]:
    setattr(DictWrapper, _name, getattr(MutableMapping, _name))


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
