"""The table that `model.summary()` prints."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Final

from lifetimes.ops import dtypes

_WIDTHS: Final = (31, 22, 13)


def summary_of(model: Any) -> str:
    """Return the table: one row per layer, then the totals."""
    rows = [_row(layer) for layer in model.layers]
    lines = [
        f'Model: "{model.name}"',
        _rule("┏┳┓━"),
        _line(("Layer (type)", "Output Shape", "Param #"), "┃"),
        _rule("┡╇┩━"),
    ]
    for number, row in enumerate(rows):
        lines += [_rule("├┼┤─")] * (number > 0) + [_line(row, "│")]
    lines.append(_rule("└┴┘─"))
    return "\n".join([*lines, *_totals(model)])


def _row(layer: Any) -> tuple[str, str, str]:
    shape = getattr(layer, "_output_shape", None)
    params = f"{layer.count_params():,}" if layer.built else "0 (unbuilt)"
    return f"{layer.name} ({type(layer).__name__})", "?" if shape is None else str(tuple(shape)), params


def _rule(corners: str) -> str:
    left, middle, right, dash = tuple(corners)
    return left + middle.join(dash * (width + 2) for width in _WIDTHS) + right


def _line(cells: tuple[str, str, str], bar: str) -> str:
    name, shape, params = cells
    return (
        f"{bar} {_fit(name, 0):<{_WIDTHS[0]}} {bar} {_fit(shape, 1):<{_WIDTHS[1]}} {bar} {params:>{_WIDTHS[2]}} {bar}"
    )


def _fit(text: str, column: int) -> str:
    width = _WIDTHS[column]
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _totals(model: Any) -> Iterable[str]:
    trained, fixed = model.trainable_variables, model.non_trainable_variables
    optimizer = getattr(model, "optimizer", None)
    slots = optimizer.variables if optimizer is not None and optimizer.built else []
    yield f" Total params: {_size([*trained, *fixed, *slots])}"
    yield f" Trainable params: {_size(trained)}"
    yield f" Non-trainable params: {_size(fixed)}"
    if slots:
        yield f" Optimizer params: {_size(slots)}"


def _size(variables: list[Any]) -> str:
    counts = [math.prod(variable.shape) for variable in variables]
    amount = float(sum(n * dtypes.as_dtype(v.dtype).size for n, v in zip(counts, variables, strict=True)))
    units = ["B", "KB", "MB", "GB"]
    while amount >= 1024 and len(units) > 1:
        amount /= 1024
        units.pop(0)
    return f"{sum(counts):,} ({amount:.2f} {units[0]})"
