"""A tensor's value as text, as `tf.print` and `tf.strings.format` write it: `[0 1 2 ... 7 8 9]`."""

from __future__ import annotations

from typing import Any

import numpy as np

from lifetimes.ops.dtypes import Array


def summary(value: Array, summarize: int = 3) -> str:
    """Return the value with at most `summarize` elements at each end of each axis; all of them where that is -1."""
    return _nested(value, summarize, 1)


def _nested(value: Array, summarize: int, depth: int) -> str:
    if value.ndim == 0:
        return scalar_text(value[()])
    items = list(range(len(value)))
    if summarize >= 0 and len(items) > 2 * summarize:
        items = [*items[:summarize], -1, *items[len(items) - summarize :]]
    texts = ["..." if i == -1 else _nested(value[i, ...], summarize, depth + 1) for i in items]
    between = " " if value.ndim == 1 else "\n" * (value.ndim - 1) + " " * depth
    return f"[{between.join(texts)}]"


def scalar_text(value: Any) -> str:
    """Return one element: the fewest digits of 6 or 9 (15 or 17 for float64) that read back as the same number."""
    if isinstance(value, bytes):
        return f'"{value.decode("utf-8", "backslashreplace")}"'
    if isinstance(value, (bool, np.bool_)):
        return str(int(value))
    if isinstance(value, np.complexfloating):
        return f"({scalar_text(value.real)},{scalar_text(value.imag)})"
    return float_text(value) if isinstance(value, np.floating) else str(value)


def float_text(value: Any) -> str:
    """Return a float in the fewest of two precisions that reads back as the same number."""
    if not np.isfinite(value):
        return "nan" if np.isnan(value) else "inf" if value > 0 else "-inf"
    short, exact = (15, 17) if isinstance(value, np.float64) else (6, 9)
    text = f"{value:.{short}g}"
    return text if type(value)(text) == value else f"{float(value):.{exact}g}"
