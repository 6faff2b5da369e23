"""Running sums and products along an axis."""

from functools import partial
from typing import Any

import numpy as np

from lifetimes.errors import refuse
from lifetimes.ops import Array, World
from lifetimes.ops.debugging.wrappers import function_of
from lifetimes.ops.registry import NUMBERS, REALS, op, same


def _scan(ufunc: np.ufunc, start: float, x: Array, axis: Array, exclusive: bool, reverse: bool) -> Array:
    at = int(axis)
    if not -x.ndim <= at < x.ndim:
        raise refuse(f"ScanOp: Expected scan axis in the range [{-x.ndim}, {x.ndim}), but got {at}")
    moved = np.moveaxis(x, at, 0)
    moved = moved[::-1] if reverse else moved
    if exclusive:
        moved = np.concatenate([np.full_like(moved[:1], start), moved[:-1]])
    result = ufunc.accumulate(moved, 0, dtype=x.dtype) if len(moved) else moved
    return np.moveaxis(result[::-1] if reverse else result, 0, at)


def _back(world: World, node: Any, dy: Any) -> Any:
    """Return the running sum of a gradient, which runs the other way."""
    attrs = {**node.attrs, "reverse": not node.attrs["reverse"]}
    return world.apply("Cumsum", dy, node.inputs[1], **attrs)


def _product_back(world: World, node: Any, dy: Any) -> Any:
    total = world.apply("Mul", dy, node.outputs[0])
    return world.apply("DivNoNan", _back(world, node, total), node.inputs[0]), None


def _log_sum_back(world: World, node: Any, dy: Any) -> Any:
    """Return the gradient without overflow: positive and negative parts go through logarithms."""
    x, axis = node.inputs
    attrs = {**node.attrs, "reverse": not node.attrs["reverse"]}
    least = world.constant(np.finfo(dy.dtype.as_numpy_dtype).min, dy.dtype.base_dtype)

    def part(sign: Any, used: Any) -> Any:
        logs = world.apply("SelectV2", used, world.apply("Log", sign), least)
        return world.apply("Exp", world.apply("CumulativeLogsumexp", logs - node.outputs[0], axis, **attrs) + x)

    return part(dy, dy > 0) - part(-dy, dy < 0), None


for _name, _kernel, _gradient, _allow, _public, _what in (
    ("Cumsum", partial(_scan, np.add, 0), lambda w, n, dy: (_back(w, n, dy), None), NUMBERS,
     "cumsum math.cumsum", "sum"),
    ("Cumprod", partial(_scan, np.multiply, 1), _product_back, NUMBERS, "math.cumprod v1:cumprod", "product"),
    ("CumulativeLogsumexp", partial(_scan, np.logaddexp, -np.inf), _log_sum_back, REALS, "math.cumulative_logsumexp",
     "log(sum(exp(x)))"),
):  # fmt: skip
    op(_name, "x:T axis", _kernel, same, _gradient, allow=_allow, attrs={"exclusive": False, "reverse": False},
       reads="axis" if _name == "Cumsum" else None)  # fmt: skip
    function_of(_name, _public, f"Return the running {_what} along `axis`; `exclusive` leaves out the element itself.",
                "x axis=0 exclusive=False reverse=False")  # fmt: skip
