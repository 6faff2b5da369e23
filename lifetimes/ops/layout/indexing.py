"""`tensor[...]`: integers, slices, new axes, ellipsis and boolean masks, as the one op `StridedSlice`."""

from __future__ import annotations

from typing import Any

import numpy as np

from lifetimes.errors import InvalidArgumentError, ShapeError
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import Array, boxed
from lifetimes.ops.layout.choosing import boolean_mask
from lifetimes.ops.layout.static_values import sizes_of
from lifetimes.ops.registry import Out, gradient, op, operator, told
from lifetimes.ops.shapes import Shape
from lifetimes.ops.world import World

BOUNDS = "begin:I=Index end:I=Index strides:I=Index"
MASKS = dict.fromkeys(("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask"), 0)


def _bits(mask: int, count: int) -> list[bool]:
    return [bool(mask >> i & 1) for i in range(count)]


def index_of_masks(begin: Any, end: Any, strides: Any, masks: dict[str, int]) -> tuple[Any, ...]:
    """Return the NumPy index that the bounds and masks of a StridedSlice stand for."""
    count = len(begin)
    flags = [_bits(masks[name], count) for name in ("ellipsis_mask", "new_axis_mask", "shrink_axis_mask")]
    begins, ends = _bits(masks["begin_mask"], count), _bits(masks["end_mask"], count)
    index: list[Any] = []
    for i, (ellipsis, new_axis, shrink) in enumerate(zip(*flags, strict=True)):
        if ellipsis:
            index.append(Ellipsis)
        elif new_axis:
            index.append(None)
        elif shrink:
            index.append(int(begin[i]))
        else:
            start = None if begins[i] else int(begin[i])
            index.append(slice(start, None if ends[i] else int(end[i]), int(strides[i])))
    return tuple(index)


def _slice(value: Array, begin: Array, end: Array, strides: Array, **masks: int) -> Any:
    index = index_of_masks(begin, end, strides, masks)
    try:
        return boxed(value[index])
    except IndexError:
        raise InvalidArgumentError(None, None, _out_of_bounds(value, index)) from None


def _out_of_bounds(value: Array, index: tuple[Any, ...]) -> str:
    used = [item for item in index if item is not None and item is not Ellipsis]
    if len(used) > value.ndim:
        return f"Index out of range using input dim {value.ndim}; input has only {value.ndim} dims"
    axis = 0
    for item in index:
        if item is Ellipsis:
            axis = value.ndim - len(used) + axis
        elif isinstance(item, int) and not -value.shape[axis] <= item < value.shape[axis]:
            return f"slice index {item} of dimension {axis} out of bounds."
        axis += item is not None and item is not Ellipsis
    return "slice index out of bounds."


def _slice_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    value = inputs[0]
    bounds = [tensor.static_value() for tensor in inputs[1:]]
    shape: Shape = value.static_shape
    if shape is not None:
        shape = _sliced_shape(shape, bounds, attrs)
    return value.dtype.base_dtype, shape


def _sliced_shape(shape: tuple[int | None, ...], bounds: list[Any], attrs: dict[str, Any]) -> Shape:
    masks = {name: attrs[name] for name in attrs if name.endswith("_mask")}
    known = all(bound is not None for bound in bounds)
    if not known:
        return _shape_of_unknown_bounds(shape, bounds, masks)
    begin, end, strides = bounds
    index = index_of_masks(begin, end, strides, masks)
    result: list[int | None] = []
    rest = list(shape)
    used = sum(item is not None and item is not Ellipsis for item in index)
    if used > len(shape):
        few = f"Index out of range using input dim {len(shape)}; input has only {len(shape)} dims"
        raise ShapeError(few if shape else "Attempting to slice scalar input.")
    for item in (*index, Ellipsis) if Ellipsis not in index else index:
        if item is None:
            result.append(1)
        elif item is Ellipsis:
            keep = len(shape) - used
            result += rest[:keep]
            rest = rest[keep:]
        elif isinstance(item, slice):
            result.append(_slice_size(item, _next_size(rest, shape)))
        else:
            _check_bound(item, _next_size(rest, shape), len(shape) - len(rest) - 1)
    return tuple(result)


def _next_size(rest: list[int | None], shape: tuple[int | None, ...]) -> int | None:
    if not rest:
        raise ShapeError(f"Index out of range using input dim {len(shape)}; input has only {len(shape)} dims")
    return rest.pop(0)


def _check_bound(position: int, size: int | None, axis: int) -> None:
    if size is not None and not -size <= position < size:
        raise ShapeError(f"slice index {position} of dimension {axis} out of bounds.")


def _slice_size(item: slice, size: int | None) -> int | None:
    if size is not None:
        return len(range(*item.indices(size)))
    if item.start is None and item.stop is None and item.step in (1, -1):
        return None
    start, stop = item.start or 0, item.stop
    if stop is not None and (start >= 0) == (stop >= 0) and item.step == 1 and stop <= start:
        return 0
    return None


def _shape_of_unknown_bounds(shape: tuple[int | None, ...], bounds: list[Any], masks: dict[str, int]) -> Shape:
    sized = next((len(bound) for bound in bounds if bound is not None), None)
    if sized is None or masks["ellipsis_mask"]:
        return None
    shrunk, fresh = _bits(masks["shrink_axis_mask"], sized), _bits(masks["new_axis_mask"], sized)
    result: list[int | None] = []
    rest = list(shape)
    for shrink, new_axis in zip(shrunk, fresh, strict=True):
        if not new_axis:
            _next_size(rest, shape)
        if not shrink:
            result.append(1 if new_axis else None)
    return tuple(result + rest)


def _sizes_sliced(node: Any, parts: Any) -> Shape:
    whole, bounds = sizes_of(node.inputs[0], parts[0]), parts[1:]
    if whole is None or not all(isinstance(bound, np.ndarray) for bound in bounds):
        return None
    marked = np.array([-1 if size is None else size for size in whole])
    return tuple(None if size == -1 else int(size) for size in np.ravel(_slice(marked, *bounds, **node.attrs)))


op("StridedSlice", f"input:T {BOUNDS}", _slice, _slice_shape, label="strided_slice", attrs=MASKS,
   reads="inputs", folds="values", partial=_sizes_sliced, wrapper="names")  # fmt: skip


@gradient("StridedSlice")
def _slice_gradient(world: World, node: Any, dy: Any) -> Any:
    value, *bounds = node.inputs
    shape = world.apply("Shape", value)
    return world.apply("StridedSliceGrad", shape, *bounds, dy, **node.attrs), None, None, None


def _slice_back(shape: Array, begin: Array, end: Array, strides: Array, dy: Array, **masks: int) -> Array:
    result = np.zeros(tuple(shape), dy.dtype)
    result[index_of_masks(begin, end, strides, masks)] = dy
    return result


def _slice_back_gradient(world: World, node: Any, dy: Any) -> Any:
    return None, None, None, None, world.apply("StridedSlice", dy, *node.inputs[1:4], **node.attrs)


op("StridedSliceGrad", f"shape:I=Index {BOUNDS} dy:T", _slice_back, told(4, 0), _slice_back_gradient, attrs=MASKS)


@operator("StridedSlice")
def index(world: World, tensor: Any, key: Any, name: str | None = None) -> Any:
    """Return `tensor[key]`. Positions may be tensors; a boolean tensor as the key selects where it is true."""
    if is_mask(world, key):
        return boolean_mask(world, tensor, key, name=name)
    with world.name_scope(name, "strided_slice", [tensor]) as scope:
        bounds, masks = bounds_of(world, key)
        return world.apply("StridedSlice", tensor, *bounds, name=scope, **masks)


def bounds_of(world: World, key: Any) -> tuple[list[Any], dict[str, int]]:
    """Return begin, end and strides as tensors, and the masks, that stand for a Python index."""
    keys = tuple(key) if isinstance(key, (tuple, list)) else (key,)
    bounds, masks = _bounds(world, keys)
    labels = ("stack", "stack_1", "stack_2")
    tensors = [value for values in bounds for value in values if world.is_tensor(value)]
    kind = dtypes.int64 if any(tensor.dtype.base_dtype is dtypes.int64 for tensor in tensors) else dtypes.int32
    return [_bound(world, values, label, kind) for values, label in zip(bounds, labels, strict=True)], masks


def is_mask(world: World, key: Any) -> bool:
    """Return whether the key is a boolean tensor or array of one or more dimensions."""
    if isinstance(key, np.ndarray):
        return key.dtype == np.bool_ and key.ndim > 0
    return bool(world.is_tensor(key) and key.dtype.is_bool and key.static_shape != ())


def _bound(world: World, values: list[Any], label: str, kind: dtypes.DType) -> Any:
    if not any(world.is_tensor(value) for value in values):
        return world.constant_from(np.array(values, kind.as_numpy_dtype), label)
    parts = [world.convert(value, _kind_of(world, values)) for value in values]
    packed = world.apply("Pack", *parts, name=label)
    return packed if packed.dtype.base_dtype is kind else world.apply("Cast", packed, to=kind)


def _kind_of(world: World, values: list[Any]) -> dtypes.DType:
    found: dtypes.DType = next(value.dtype.base_dtype for value in values if world.is_tensor(value))
    return found


def _bounds(world: World, keys: tuple[Any, ...]) -> tuple[list[list[Any]], dict[str, int]]:
    """Return begin, end and strides of each key, and the five masks."""
    bounds: list[list[Any]] = [[], [], []]
    masks = dict(MASKS)
    for i, item in enumerate(keys):
        begin, end, stride, marks = _bound_of(world, item)
        for values, value in zip(bounds, (begin, end, stride), strict=True):
            values.append(value)
        for mark in marks:
            masks[mark] |= 1 << i
    return bounds, masks


def _bound_of(world: World, item: Any) -> tuple[Any, Any, Any, tuple[str, ...]]:
    if isinstance(item, slice):
        marks = ("begin_mask",) * (item.start is None) + ("end_mask",) * (item.stop is None)
        return _or(item.start, 0), _or(item.stop, 0), _or(item.step, 1), marks
    if item is None:
        return 0, 0, 1, ("new_axis_mask",)
    if item is Ellipsis:
        return 0, 0, 1, ("ellipsis_mask",)
    if world.is_tensor(item):
        if not item.dtype.is_integer or item.static_shape not in ((), None):
            raise _bad_index(item)
        item = world.convert(item)
        return item, item + 1, 1, ("shrink_axis_mask",)
    if hasattr(item, "value") and hasattr(item, "merge_with"):
        item = item.value
    if isinstance(item, (bool, np.bool_)) or not hasattr(item, "__index__"):
        raise _bad_index(item)
    position = item.__index__()
    return position, position + 1, 1, ("shrink_axis_mask",)


def _or(value: Any, default: int) -> Any:
    return default if value is None else value


def _bad_index(item: Any) -> TypeError:
    return TypeError(
        "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64 tensors are "
        f"valid indices, got {item!r}"
    )
