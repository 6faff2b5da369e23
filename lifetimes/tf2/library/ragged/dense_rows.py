"""Rows before they are ragged: dense ones made one dimension, measured without their padding, checked and shown."""

from __future__ import annotations

from typing import Any

import numpy as np

from lifetimes.errors import InvalidArgumentError
from lifetimes.ops import dtypes
from lifetimes.ops.layout import arrays, creation
from lifetimes.ops.layout.arrays import reshape
from lifetimes.ops.layout.joining import concat
from lifetimes.ops.math.casting import cast
from lifetimes.ops.math.reductions import reduce_any, reduce_max
from lifetimes.tf2.world import WORLD


def shown(value: Any) -> str:
    """Return an array of rows, or one value, as the text of a ragged tensor shows it."""
    if isinstance(value, np.ndarray):
        return np.array2string(value, separator=", ") if value.size else repr(value.tolist())
    return str(value)


def fits(values: Any, splits: Any) -> bool:
    """Return whether the last row ends where the values do, as far as that is known."""
    rows = values.static_shape[0] if values.static_shape else None
    return splits is None or rows is None or int(splits[-1]) == rows


def check(holds: bool, text: str) -> None:
    """Raise InvalidArgumentError where what makes a ragged tensor does not hold."""
    if not holds:
        raise InvalidArgumentError(None, None, f"{text}\nCondition x == y did not hold.")


def merged(tensor: Any) -> Any:
    """Return a tensor with its first two dimensions made one."""
    shape = arrays.shape(WORLD, tensor)
    return reshape(WORLD, tensor, concat(WORLD, [[shape[0] * shape[1]], shape[2:]], 0))


def lengths_without(tensor: Any, padding: Any) -> Any:
    """Return how long the rows are without the padding at their ends."""
    kept = WORLD.apply("NotEqual", tensor, cast(WORLD, padding, tensor.dtype))
    if len(tensor.shape) > 2:
        kept = reduce_any(WORLD, kept, list(range(2, len(tensor.shape))))
    places = cast(WORLD, kept, dtypes.int64) * creation.range(WORLD, 1, tensor.shape[1] + 1, dtype=dtypes.int64)
    return reduce_max(WORLD, places, 1)
