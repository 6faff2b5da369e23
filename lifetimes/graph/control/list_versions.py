"""Versions of a list of which each write makes a new one, without copying it.

The newest version has the list. An older one has what was written over, and which version came next; it gets a list of
its own only when somebody asks for it again.
"""

from __future__ import annotations

from typing import Any, Final

from lifetimes.locks import lock

_LOCK: Final = lock()


class Version:
    """One state of the list. It keeps newer versions alive, but no older ones."""

    __slots__ = ("_index", "_items", "_newer", "_was")

    def __init__(self, items: list[Any]) -> None:
        self._items: list[Any] | None = items
        self._newer: Version | None = None
        self._index, self._was = 0, None

    def items(self) -> list[Any]:
        """Return the list, which nobody may change."""
        with _LOCK:
            return self._own()

    def _own(self) -> list[Any]:
        if self._items is None:
            older, version = [], self
            while version._items is None:
                assert version._newer is not None
                older.append(version)
                version = version._newer
            items = version._items.copy()
            for version in reversed(older):
                items[version._index] = version._was
            self._items, self._newer, self._was = items, None, None
        return self._items

    def written(self, index: int, item: Any) -> Version:
        """Return the version in which one place holds something else."""
        with _LOCK:
            items = self._own()
            made = Version(items)
            self._index, self._was, self._newer, self._items = index, items[index], made, None
            items[index] = item
            return made
