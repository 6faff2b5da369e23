"""`scatter_add` and its like: the methods by which part of a variable is written, the same for every kind of variable.

A class of variables says with `_scatter` and `_scatter_nd` what a writing is in its world.
"""

from collections.abc import Iterable
from typing import Any, Final

_DONE: Final = {
    "Add": "Add to {}; repeated indices add up.", "Sub": "Subtract from {}; repeated indices add up.",
    "Mul": "Multiply {}.", "Div": "Divide {}.",
    "Max": "Raise {} to at least the values given.", "Min": "Lower {} to at most the values given.",
    "Update": "Replace {}; of repeated indices the last wins.",
    "BatchUpdate": "Replace, in each batch, {} at that batch's indices.",
}  # fmt: skip
_NAMES: Final = {"BatchUpdate": "batch_scatter_update"}


def add_scatter_methods(cls: Any, rows: Iterable[str], places: Iterable[str]) -> None:
    """Give a class of variables the methods that write by rows, and those that write by places (index tuples)."""
    for kind in rows:
        _give(cls, _NAMES.get(kind, f"scatter_{kind.lower()}"), _by_rows(kind), _DONE[kind].format("rows"))
    for kind in places:
        _give(cls, f"scatter_nd_{kind.lower()}", _by_places(kind), _DONE[kind].format("the parts at index tuples"))


def _give(cls: Any, name: str, method: Any, doc: str) -> None:
    method.__name__, method.__qualname__, method.__doc__ = name, f"{cls.__name__}.{name}", doc
    setattr(cls, name, method)


def _by_rows(kind: str) -> Any:
    def method(self: Any, sparse_delta: Any, use_locking: bool = False, name: str | None = None) -> Any:
        return self._scatter(kind, sparse_delta, name)

    return method


def _by_places(kind: str) -> Any:
    def method(self: Any, indices: Any, updates: Any, name: str | None = None) -> Any:
        return self._scatter_nd(kind, indices, updates, name)

    return method
