"""`tf.train.piecewise_constant`: a learning rate chosen by the step, as a `case` of the graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lifetimes.graph.control.cases import case
from lifetimes.ops import dtypes
from lifetimes.ops.math.casting import cast
from lifetimes.ops.registry import public


@public(v1=("train.piecewise_constant", "train.piecewise_constant_decay"))
def piecewise_constant(world: Any, x: Any, boundaries: Any, values: Any, name: str | None = None) -> Any:
    """Return `values[i]`, where i boundaries are smaller than x."""
    if len(boundaries) != len(values) - 1:
        raise ValueError("The length of boundaries should be 1 less than the length of values")
    bounds = [world.convert(bound) for bound in boundaries]
    pieces = [world.convert(value) for value in values]
    x = world.convert(x)
    kind = x.dtype.base_dtype
    for place, bound in enumerate(bounds):
        own = bound.dtype.base_dtype
        if own != kind and (own, kind) != (dtypes.int32, dtypes.int64):
            raise ValueError(f"Boundaries ({own}) must have the same dtype as x ({kind}).")
        bounds[place] = cast(world, bound, kind)
    with world.name_scope(name, "PiecewiseConstant", [x, values]):
        if not bounds:
            return pieces[0]
        choices = [(x <= bounds[0], _piece(pieces[0])), (x > bounds[-1], _piece(pieces[-1]))]
        for low, high, piece in zip(bounds[:-1], bounds[1:], pieces[1:-1], strict=True):
            choices.append(((x > low) & (x <= high), _piece(piece)))
        return case(world, choices, _piece(pieces[0]), exclusive=True)


def _piece(value: Any) -> Callable[[], Any]:
    return lambda: value
