"""Ops that fold axes away: sums, means, extremes, products, and the truth of many."""

from __future__ import annotations

from typing import Any

import numpy as np

from lifetimes.ops.dtypes import Array
from lifetimes.ops.registry import NUMBERS, Out, op, public
from lifetimes.ops.arithmetic import shape_of


def _axes(axes: Any, rank: int) -> tuple[int, ...]:
    return tuple(int(a) % rank for a in np.ravel(axes)) if rank else ()


def _reduced(inputs: Any, attrs: dict[str, Any]) -> Out:
    value, axes = inputs[0], inputs[1].static_value()
    shape, keep = value.static_shape, attrs["keep_dims"]
    dtype = value.dtype.base_dtype
    if shape is None:
        return dtype, None
    if axes is None:
        return dtype, (None,) * len(shape) if keep else None
    gone = set(_axes(axes, len(shape)))
    if keep:
        return dtype, tuple(1 if i in gone else s for i, s in enumerate(shape))
    return dtype, tuple(s for i, s in enumerate(shape) if i not in gone)


def _sum(value: Array, axes: Array, keep_dims: bool) -> Any:
    return np.sum(value, axis=_axes(axes, value.ndim), keepdims=keep_dims, dtype=value.dtype)


def _spread(world: Any, node: Any, dy: Any) -> Any:
    """Return a reduced gradient spread over the axes that the reduction folded."""
    value, axes = node.inputs
    if not node.attrs["keep_dims"]:
        dy = world.apply("Reshape", dy, world.apply("ReducedShape", shape_of(world, value), axes))
    return world.apply("BroadcastTo", dy, shape_of(world, value))


def _reduced_shape(shape: Array, axes: Array) -> Array:
    kept = shape.copy()
    kept[list(_axes(axes, len(shape)))] = 1
    return kept


op("ReducedShape", "shape axes", _reduced_shape)
op(
    "Sum",
    "input:T reduction_indices:I",
    _sum,
    _reduced,
    lambda world, node, dy: (_spread(world, node, dy), None),
    allow=NUMBERS,
)


def reduce(world: Any, op_name: str, value: Any, axis: Any, keepdims: Any, name: str | None) -> Any:
    """Apply a reduction over `axis`, or over all axes where that is None."""
    value = world.convert(value, name="input_tensor")
    if axis is None:
        axis = world.all_axes(value)
    return world.apply(op_name, value, axis, keep_dims=bool(keepdims), name=name)


@public("reduce_sum", "math.reduce_sum")
def reduce_sum(world: Any, input_tensor: Any, axis: Any = None, keepdims: Any = False, name: str | None = None) -> Any:
    """Return the sum of the elements over `axis`, or of all of them."""
    return reduce(world, "Sum", input_tensor, axis, keepdims, name)
