"""The table that `model.summary()` prints."""

import math
from collections.abc import Iterable
from itertools import zip_longest
from typing import Any, Final

from lifetimes.ops import dtypes

_HEAD: Final = ("Layer (type)", "Output Shape", "Param #", "Connected to")
_WIDTHS: Final = (31, 22, 13)
_CONNECTED: Final = (19, 17, 10, 17)  # where it is not one layer after another


def summary_of(model: Any) -> str:
    """Return the table: one row per layer, then the totals."""
    calls: dict[int, list[Any]] = {}  # of each layer, in a model of values
    for node in getattr(model, "_nodes", ()):
        calls.setdefault(id(node.function) if node.is_layer else id(node), []).append(node)
    rows = [_node_row(own) for own in calls.values()] or [_row(layer) for layer in model.layers]
    widths = _WIDTHS if _is_straight(list(calls.values())) else _CONNECTED
    lines = [f'Model: "{model.name}"', _rule("┏┳┓━", widths), *_lines(_HEAD, "┃", widths), _rule("┡╇┩━", widths)]
    for number, row in enumerate(rows):
        lines += [_rule("├┼┤─", widths)] * (number > 0) + _lines(row, "│", widths)
    lines.append(_rule("└┴┘─", widths))
    return "\n".join([*lines, *_totals(model)])


def _row(layer: Any) -> tuple[str, ...]:
    shape = getattr(layer, "_output_shape", None)
    params = f"{layer.count_params():,}" if layer.built else "0 (unbuilt)"
    return f"{layer.name} ({type(layer).__name__})", "?" if shape is None else str(tuple(shape)), params


def _is_straight(calls: list[list[Any]]) -> bool:
    """Return whether each layer is called once, on what one other gives."""
    sources = [[value.node for value in node.sources] for own in calls for node in own]
    fed = [node for own in sources for node in own]
    single = all(len(own) == 1 for own in calls) and all(len(own) < 2 for own in sources)
    return single and len(set(fed)) == len(fed) and len(sources) <= len(fed) + 1


def _node_row(calls: list[Any]) -> tuple[str, ...]:
    """Return the row of a layer in a model of values, with what its calls are connected to."""
    node = calls[0]
    values = [value for one in sorted(calls, key=lambda one: one.birth) for value in one.sources]
    connected = ", ".join(f"{value.node.name}[{value.node.number}][{value.place}]" for value in values) or "-"
    params = f"{node.function.count_params():,}" if node.is_layer else "0"
    return f"{node.name} ({node.title})", str(node.shape), params, connected


def _rule(corners: str, widths: tuple[int, ...]) -> str:
    left, middle, right, dash = tuple(corners)
    return left + middle.join(dash * (width + 2) for width in widths) + right


def _lines(cells: tuple[str, ...], bar: str, widths: tuple[int, ...]) -> list[str]:
    """Return a row of the table; text that is too long goes on in the next line, a word that is too long is cut."""
    texts = [_fitted(text, width) for text, width in zip(cells, widths, strict=False)]
    found = []
    for parts in zip_longest(*texts, fillvalue=""):
        cells = tuple(f"{part:{'>' if column == 2 else '<'}{widths[column]}}" for column, part in enumerate(parts))
        found.append(f"{bar} {f' {bar} '.join(cells)} {bar}")
    return found


def _fitted(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        word = word if len(word) <= width else f"{word[: width - 1]}…"
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        lines[-1:] = [joined] if len(joined) <= width else [lines[-1], word]
    return lines


def _totals(model: Any) -> Iterable[str]:
    trained, fixed = model.trainable_variables, model.non_trainable_weights
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
