"""NumPy arrays: their shape, their bytes, and the two kinds of edges that the collector cannot see."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from lifetimes import labels

__all__: list[str] = []


def _shape_text(dtype: object, shape: Iterable[object]) -> str:
    sizes = ", ".join(map(str, shape))
    return f"{dtype}[{sizes}]"


def _array_name(array: Any) -> str:
    kind = sys.modules["numpy"].ndarray
    return _shape_text(kind.dtype.__get__(array), kind.shape.__get__(array))


def _array_bytes(array: Any) -> int | None:
    """The bytes of an array's own buffer; a view has none, so that shared memory is counted once."""
    kind = sys.modules["numpy"].ndarray
    return None if kind.base.__get__(array) is not None else int(kind.nbytes.__get__(array))


def _array_holds(array: Any) -> Iterator[tuple[str, object]]:
    """The array that a view looks into, and the elements of an object array; neither is visible to the collector."""
    kind = sys.modules["numpy"].ndarray
    base = kind.base.__get__(array)
    if base is not None:
        yield ".base", base
    dtype = kind.dtype.__get__(array)
    if dtype.hasobject and dtype.names is None:
        yield from _elements(kind.tolist(array), kind.ndim.__get__(array), ())


def _elements(items: Any, depth: int, place: tuple[int, ...]) -> Iterator[tuple[str, object]]:
    if depth == 0:
        yield f"[{', '.join(map(str, place)) or '()'}]", items
    else:
        for position, item in enumerate(items):
            yield from _elements(item, depth - 1, (*place, position))


labels.register("numpy.ndarray", "array", name=_array_name, nbytes=_array_bytes, holds=_array_holds)
