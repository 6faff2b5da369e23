"""Running sums and products along an axis."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lifetimes.ops.dtypes import Array
from lifetimes.ops.layout.arrays import refuse
from lifetimes.ops.registry import NUMBERS, REALS, op, public, same


def _scan(ufunc: np.ufunc, start: float) -> Callable[..., Array]:
    def kernel(x: Array, axis: Array, exclusive: bool, reverse: bool) -> Array:
        at = int(axis)
        if not -x.ndim <= at < x.ndim:
            raise refuse(f"ScanOp: Expected scan axis in the range [{-x.ndim}, {x.ndim}), but got {at}")
        moved = np.moveaxis(x, at, 0)
        moved = moved[::-1] if reverse else moved
        if exclusive:
            moved = np.concatenate([np.full_like(moved[:1], start), moved[:-1]])
        result = ufunc.accumulate(moved, 0, dtype=x.dtype) if len(moved) else moved
        return np.moveaxis(result[::-1] if reverse else result, 0, at)

    return kernel


def _back(world: Any, node: Any, dy: Any) -> Any:
    """Return the running sum of a gradient, which runs the other way."""
    attrs = {**node.attrs, "reverse": not node.attrs["reverse"]}
    return world.apply("Cumsum", dy, node.inputs[1], **attrs)


def _product_back(world: Any, node: Any, dy: Any) -> Any:
    total = world.apply("Mul", dy, node.outputs[0])
    return world.apply("DivNoNan", _back(world, node, total), node.inputs[0]), None


def _log_sum_back(world: Any, node: Any, dy: Any) -> Any:
    """Return the gradient without overflow: positive and negative parts go through logarithms."""
    x, axis = node.inputs
    attrs = {**node.attrs, "reverse": not node.attrs["reverse"]}
    least = world.constant(np.finfo(dy.dtype.as_numpy_dtype).min, dy.dtype.base_dtype)

    def part(sign: Any, used: Any) -> Any:
        logs = world.apply("SelectV2", used, world.apply("Log", sign), least)
        return world.apply("Exp", world.apply("CumulativeLogsumexp", logs - node.outputs[0], axis, **attrs) + x)

    return part(dy, dy > 0) - part(-dy, dy < 0), None


op("Cumsum", "x:T axis", _scan(np.add, 0), same, lambda w, n, dy: (_back(w, n, dy), None), allow=NUMBERS)
op("Cumprod", "x:T axis", _scan(np.multiply, 1), same, _product_back, allow=NUMBERS)
op("CumulativeLogsumexp", "x:T axis", _scan(np.logaddexp, -np.inf), same, _log_sum_back, allow=REALS)


def _publish(function: str, op_name: str, what: str, *names: str, v1: tuple[str, ...] = ()) -> None:
    def call(
        world: Any, x: Any, axis: Any = 0, exclusive: bool = False, reverse: bool = False, name: str | None = None
    ) -> Any:
        return world.apply(op_name, x, axis, exclusive=exclusive, reverse=reverse, name=name)

    call.__name__ = call.__qualname__ = function
    call.__doc__ = f"Return the running {what} along `axis`; `exclusive` leaves out the element itself."
    public(*names, v1=v1)(call)


_publish("cumsum", "Cumsum", "sum", "cumsum", "math.cumsum")
_publish("cumprod", "Cumprod", "product", "math.cumprod", v1=("cumprod",))
_publish("cumulative_logsumexp", "CumulativeLogsumexp", "log(sum(exp(x)))", "math.cumulative_logsumexp")
