"""What every answer leaves out: the results of the instrument, and the containers that only they hold."""

from __future__ import annotations

import gc
import sys
import weakref
from array import array
from collections.abc import Callable
from typing import Any

from lifetimes import labels

from .attributes import class_namespace
from .frames import emptied, is_ours

__all__ = ["hidden_ids", "hide"]

_CONTAINERS = (list, dict, tuple, set, frozenset, array)


class _Hidden(weakref.ref[object]):
    """A weak reference, so that leaving a result out does not keep it; it takes itself out of the table when
    it dies."""

    __slots__ = ("key",)
    key: int

    def __new__(cls, result: object, forget: Callable[[Any], None]) -> _Hidden:
        made = super().__new__(cls, result, forget)
        made.key = id(result)
        return made


_hidden: dict[int, _Hidden] = {}


def hide(result: object) -> None:
    """Leave a result of the instrument, and what it alone holds, out of every later answer."""
    _hidden[id(result)] = _Hidden(result, _forget)


def _forget(dead: _Hidden) -> None:
    _hidden.pop(dead.key, None)


def hidden_ids() -> set[int]:
    """The ids of all that is left out: the results still alive, what only they hold, the registry of labels."""
    pending = [entry() for entry in list(_hidden.values())]
    ids = {id(_hidden), *emptied, *(id(entry) for entry in _hidden.values()), *map(id, labels.registry())}
    while pending:
        result = pending.pop()
        if result is None or id(result) in ids:
            continue
        ids.add(id(result))
        pending += [part for part in gc.get_referents(result) if _is_only_held_by_one(part)]
    return ids


def _is_only_held_by_one(part: object) -> bool:
    # Seen from here: the holder, the list that get_referents made, the loop's name, this argument,
    # getrefcount's own.
    is_part = type(part) in _CONTAINERS or is_ours(class_namespace(type(part)).get("__module__"))
    return is_part and sys.getrefcount(part) <= 5
