"""What is known of a tensor's value while a graph is being built.

`tf.reshape(x, tf.shape(y))` has a static shape only if somebody follows the shape tensor back. These two
functions do, through the ops that programs compute shapes with; they never run anything large.
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np

from lifetimes.ops.dtypes import Array
from lifetimes.ops.registry import public
from lifetimes.ops.shapes import Shape

_FOLDED: Final = frozenset(
    {
        "Pack",
        "ConcatV2",
        "StridedSlice",
        "Cast",
        "Range",
        "Fill",
        "Reshape",
        "ExpandDims",
        "Squeeze",
        "GatherV2",
        "Prod",
        "Sum",
        "Max",
        "Min",
        "Identity",
        "AddV2",
        "Sub",
        "Mul",
        "FloorDiv",
        "FloorMod",
        "Maximum",
        "Minimum",
        "RealDiv",
        "Neg",
        "Equal",
        "NotEqual",
        "StopGradient",
    }
)
_LARGEST: Final = 1000


@public("get_static_value")
def get_static_value(world: Any, tensor: Any, partial: bool = False) -> Array | None:
    """Return the value of a tensor if it is known without running anything, else None."""
    found: Array | None = tensor.static_value()
    return None if found is None else found.copy()


def static_value(tensor: Any) -> Array | None:
    """Return the value of a symbolic tensor where it follows from constants and static shapes, else None."""
    op = tensor.op
    kind = op.type
    if kind == "Const":
        return op.attrs["value"]  # type: ignore[no-any-return]
    if kind in ("Shape", "Size", "Rank"):
        return _from_shape(kind, op.inputs[0].static_shape, op.attrs)
    if kind not in _FOLDED or len(op.outputs) != 1:
        return None
    values = [static_value(tensor) for tensor in op.inputs]
    if any(value is None or value.size > _LARGEST for value in values):
        return None
    return np.asarray(op.definition.kernel(*values, **op.attrs))


def _from_shape(kind: str, shape: Shape, attrs: dict[str, Any]) -> Array | None:
    if shape is None:
        return None
    dtype = attrs["out_type"].as_numpy_dtype if "out_type" in attrs else np.int32
    if kind == "Rank":
        return np.array(len(shape), np.int32)
    sizes = [size for size in shape if size is not None]
    if len(sizes) < len(shape):
        return None
    return np.array(sizes if kind == "Shape" else math.prod(sizes), dtype)


def static_shape_value(tensor: Any) -> Shape:
    """Return what is known of a 1-D tensor's value read as a shape: None for each size that is not known."""
    known = static_value(tensor)
    if known is not None:
        return tuple(None if size == -1 else int(size) for size in known.flat)
    op = tensor.op
    if op.type == "Shape":
        return op.inputs[0].static_shape  # type: ignore[no-any-return]
    if op.type == "Pack":
        return tuple(_as_size(static_value(item)) for item in op.inputs)
    if op.type == "ConcatV2":
        return _concatenate([static_shape_value(item) for item in op.inputs[:-1]])
    if op.type == "Cast":
        return static_shape_value(op.inputs[0])
    if op.type == "StridedSlice" and op.inputs[0].static_shape is not None:
        return _sliced(op)
    shape: Shape = tensor.static_shape
    if shape is None or shape[0] is None:
        return None
    return (None,) * shape[0]


def _as_size(value: Array | None) -> int | None:
    return None if value is None or int(value) == -1 else int(value)


def _concatenate(parts: list[Shape]) -> Shape:
    whole: tuple[int | None, ...] = ()
    for part in parts:
        if part is None:
            return None
        whole += part
    return whole


def _sliced(op: Any) -> Shape:
    whole = static_shape_value(op.inputs[0])
    bounds = [static_value(tensor) for tensor in op.inputs[1:]]
    if whole is None or any(bound is None for bound in bounds):
        return None
    marked = np.array([-1 if size is None else size for size in whole])
    return tuple(None if size == -1 else int(size) for size in op.definition.kernel(marked, *bounds, **op.attrs).flat)
