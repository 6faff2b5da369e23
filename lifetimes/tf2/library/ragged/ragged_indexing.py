"""Indexing of ragged tensors: rows by number, ranges of rows and of columns, new axes, an ellipsis.

Source: `tensorflow/python/ops/ragged/ragged_getitem.py`.
"""

from typing import Any

from lifetimes.ops import dtypes
from lifetimes.ops.layout import arrays, choosing, gathering
from lifetimes.ops.math.casting import cast
from lifetimes.tf2.world import WORLD


def is_ragged(value: Any) -> bool:
    return hasattr(type(value), "row_splits")


def item(ragged: Any, keys: list[Any]) -> Any:
    """Return what the keys select. ValueError for one column of rows of different lengths."""
    if not keys:
        return ragged
    key, rest = keys[0], keys[1:]
    if key is Ellipsis:
        return item(ragged, _spread(keys, len(ragged.shape)))
    if key is None:
        return in_new_rows(item(ragged, rest), 0)
    if isinstance(key, slice):
        return _inner(_rows(ragged, key), rest)
    return _row(ragged, key, rest)


def in_new_rows(values: Any, axis: int) -> Any:
    """Return the values as the only row of a ragged tensor, or each as a row of its own: a new axis 0 or 1."""
    if not is_ragged(values):
        return arrays.expand_dims(WORLD, values, axis)
    count = values.nrows()
    return values.from_uniform_row_length(values, *((1, count) if axis else (count, 1)))


def _spread(keys: list[Any], rank: int) -> list[Any]:
    """Return the keys with as many full slices for the ellipsis as the rank leaves."""
    place = next(i for i, key in enumerate(keys) if key is Ellipsis)
    used = sum(key is not None and key is not Ellipsis for key in keys)
    return [*keys[:place], *[slice(None)] * (rank - used), *keys[place + 1 :]]


def _row(ragged: Any, key: Any, rest: list[Any]) -> Any:
    if getattr(key, "static_shape", getattr(key, "shape", ())):
        words = "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64"
        raise TypeError(f"{words} tensors are valid indices, got {key!r}")
    splits, rows = ragged.row_splits, ragged.static_shape[0]
    if WORLD.is_eager() and rows is not None and not isinstance(key, (str, float)) and int(key) >= rows:
        raise IndexError(f"Row key {key} out of bounds")
    row = ragged.values[splits[:-1][key] : splits[1:][key]]
    return row[tuple(rest)] if rest else row


def _rows(ragged: Any, key: slice) -> Any:
    """Return a range of rows."""
    if key == slice(None):
        return ragged
    return picked(ragged, ragged.row_splits[:-1][key], ragged.row_splits[1:][key])


def picked(ragged: Any, starts: Any, limits: Any, step: int = 1) -> Any:
    """Return the rows that begin and end at these places of the values."""
    splits, places = WORLD.apply("RaggedRange", starts, limits, step, Tsplits=starts.dtype)
    return ragged.from_row_splits(_taken(ragged.values, places), splits, validate=False)


def _taken(values: Any, places: Any) -> Any:
    """Return what stands at these places of the values, which may be ragged themselves."""
    return rows_at(values, places) if is_ragged(values) else gathering.gather(WORLD, values, places)


def rows_at(ragged: Any, places: Any) -> Any:
    """Return the rows of a ragged tensor at these places."""
    places = cast(WORLD, places, dtypes.int64)
    splits = ragged.row_splits
    return picked(ragged, gathering.gather(WORLD, splits[:-1], places), gathering.gather(WORLD, splits[1:], places))


def _inner(ragged: Any, keys: list[Any]) -> Any:
    """Return what the keys select from each row."""
    if not keys:
        return ragged
    if not is_ragged(ragged):
        return ragged[(slice(None), *keys)]
    key, rest = keys[0], keys[1:]
    if key is Ellipsis:
        return _inner(ragged, _spread(keys, len(ragged.shape) - 1))
    if key is None:
        return in_new_rows(_inner(ragged, rest), 1)
    if isinstance(key, slice):
        return _columns(ragged, key, rest)
    if ragged.uniform_row_length is None:
        raise ValueError("Cannot index into an inner ragged dimension.")
    length = int(ragged.uniform_row_length)
    places = ragged.row_splits[:-1] + (key + length if isinstance(key, int) and key < 0 else key)
    rows = _taken(ragged.values, places)
    return _inner(rows, rest) if is_ragged(rows) else rows[(slice(None), *rest)]


def _columns(ragged: Any, key: slice, rest: list[Any]) -> Any:
    """Return a range of columns of each row, and of these what the other keys select."""
    if key == slice(None):
        values = ragged.values
        inner = _inner(values, rest) if is_ragged(values) else values[(slice(None), *rest)] if rest else values
        return ragged.with_values(inner)
    for part in (key.start, key.stop, key.step):
        if part is not None and not isinstance(part, int) and not WORLD.is_tensor(part):
            raise TypeError("slice offsets must be integers or None")
    step = 1 if key.step is None else int(key.step)
    starts, limits = ragged.row_splits[:-1], ragged.row_splits[1:]
    if step > 0:
        first, end = _place(key.start, starts, limits, starts), _place(key.stop, starts, limits, limits)
    else:
        first = _place(key.start, starts, limits, limits - 1, last=limits - 1)
        end = starts - 1 if key.stop is None else _place(key.stop, starts, limits, starts)
    found = picked(ragged, first, end, step)
    return _columns(found, slice(None), rest) if rest else found


def _place(offset: Any, starts: Any, limits: Any, default: Any, last: Any = None) -> Any:
    """Return where an offset into each row falls in the values, kept inside the row."""
    if offset is None:
        return default
    offset = cast(WORLD, offset, starts.dtype)
    place = choosing.where_v2(WORLD, offset < 0, limits, starts) + offset
    return WORLD.apply("Minimum", WORLD.apply("Maximum", place, starts), limits if last is None else last)
