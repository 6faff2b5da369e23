"""`tensor[...]`: integers, slices, new axes, ellipsis and boolean masks, as the one op `StridedSlice`."""

from typing import Any, Final

import numpy as np

from lifetimes.errors import ShapeError, refuse
from lifetimes.ops import Shape, World, brackets, dtypes, merge
from lifetimes.ops.debugging.wrappers import dtype_among
from lifetimes.ops.dtypes import Array, boxed
from lifetimes.ops.layout.arrays import shape as shape_tensor
from lifetimes.ops.layout.choosing import boolean_mask
from lifetimes.ops.layout.joining import stack
from lifetimes.ops.layout.shape_rules import shaped
from lifetimes.ops.layout.static_values import sizes_of
from lifetimes.ops.registry import Out, gradient, op, operator, told

BOUNDS = "begin:I=Index end:I=Index strides:I=Index"
_POSITIONS: Final = ("int16", "int32", "int64")
MASKS = dict.fromkeys(("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask"), 0)


def index_of_masks(begin: Any, end: Any, strides: Any, masks: dict[str, int]) -> tuple[Any, ...]:
    """Return the NumPy index that the bounds and masks of a StridedSlice stand for."""
    index: list[Any] = []
    open_start, open_end, ellipsis, new_axis, shrink = map(masks.__getitem__, MASKS)
    for i, (start, stop, step) in enumerate(zip(begin, end, strides, strict=True)):
        bit = 1 << i
        if (ellipsis | new_axis) & bit:
            index.append(Ellipsis if ellipsis & bit else None)
        elif shrink & bit:
            index.append(int(start))
        else:
            ends = None if open_start & bit else int(start), None if open_end & bit else int(stop)
            index.append(slice(*ends, int(step)))
    return tuple(index)


def _slice(value: Array, begin: Array, end: Array, strides: Array, **masks: int) -> Any:
    if not begin.shape == end.shape == strides.shape:
        shapes = f"{brackets(begin.shape)}, {brackets(end.shape)}, and {brackets(strides.shape)}"
        raise refuse(f"Expected begin, end, and strides to be 1D equal size tensors, but got shapes {shapes} instead.")
    steps = strides.tolist()
    try:
        _checked(steps, masks, value.shape)
    except ShapeError as error:
        raise refuse(str(error)) from None
    return boxed(chosen(value, index_of_masks(begin.tolist(), end.tolist(), steps, masks)))


def chosen(value: Array, index: tuple[Any, ...]) -> Any:
    """Return the part of an array at an index. InvalidArgumentError, in TensorFlow's words, where there is none."""
    try:
        return value[index]
    except IndexError:
        raise refuse(_out_of_bounds(value, index)) from None


def _checked(strides: Any, masks: dict[str, int], shape: Any) -> None:
    """Raise ShapeError for what no index is: a step of 0, or more than one ellipsis."""
    if shape is not None and not len(shape) and not masks["ellipsis_mask"] and not masks["new_axis_mask"]:
        return  # a scalar has no axis to step along
    if masks["ellipsis_mask"] & (masks["ellipsis_mask"] - 1):
        raise ShapeError("Multiple ellipses in slice spec not allowed")
    if 0 in strides:
        raise ShapeError(f"strides[{list(strides).index(0)}] must be non-zero")


def _out_of_bounds(value: Array, index: tuple[Any, ...]) -> str:
    used = [item for item in index if item is not None and item is not Ellipsis]
    if not value.ndim:
        return "Attempting to slice scalar input."
    if len(used) > value.ndim:
        return _few(value.ndim)
    axis = 0
    for item in index:
        if item is Ellipsis:
            axis = value.ndim - len(used) + axis
        elif isinstance(item, int) and not -value.shape[axis] <= item < value.shape[axis]:
            return _outside(item, value.shape[axis], axis)
        axis += item is not None and item is not Ellipsis
    return "slice index out of bounds."


def _slice_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    """Shape rule: the bounds have one length, and it is the strides that say first whether there are too many."""
    value, begin, end, strides = inputs
    merge(merge(begin.static_shape, end.static_shape), strides.static_shape)
    shape, steps = value.static_shape, strides.static_value()
    if steps is not None:
        _checked(steps, attrs, shape)
    if shape is not None and steps is not None:
        items = index_of_masks(steps, steps, steps, attrs)
        if sum(item is not None and item is not Ellipsis for item in items) > len(shape):
            raise ShapeError(_few(len(shape)) if shape else "Attempting to slice scalar input.")
    return _SLICED(inputs, attrs)  # type: ignore[return-value]


def _sliced_shape(shape: tuple[int | None, ...], begin: Any, end: Any, strides: Any, *flags: int) -> Shape:
    """Return what the bounds leave of each axis; without them only whole axes are known, and nothing without a step."""
    if strides is None:
        return None
    masks, known = dict(zip(MASKS, flags, strict=True)), begin is not None and end is not None
    begin, end = (begin, end) if known else (strides, strides)
    index = index_of_masks(begin, end, strides, masks)
    used = sum(item is not None and item is not Ellipsis for item in index)
    result: list[int | None] = []
    rest = list(shape)
    for item in (*index, Ellipsis) if Ellipsis not in index else index:
        if item is None:
            result.append(1)
            continue
        if item is Ellipsis:
            keep = len(shape) - used
            result += rest[:keep]
            rest = rest[keep:]
            continue
        if not rest:
            raise ShapeError(_few(len(shape)))
        size, axis = rest.pop(0), len(shape) - len(rest) - 1
        if isinstance(item, slice):
            whole = item.start is None and item.stop is None
            result.append(_slice_size(item, size) if known or whole else None)
        elif known and size is not None and not -size <= item < size:
            raise ShapeError(_outside(item, size, axis))
    return tuple(result)


def _outside(item: int, size: int, axis: int) -> str:
    return f"slice index {item + size * (item < 0)} of dimension {axis} out of bounds."


def _few(rank: int) -> str:
    return f"Index out of range using input dim {rank}; input has only {rank} dims"


def _slice_size(item: slice, size: int | None) -> int | None:
    if size is not None:
        return len(range(*item.indices(size)))
    if item.start is None and item.stop is None and item.step in (1, -1):
        return None
    start, stop = item.start or 0, item.stop
    if stop is not None and (start >= 0) == (stop >= 0) and item.step == 1 and stop <= start:
        return 0
    return None


def _sizes_sliced(node: Any, parts: Any) -> Shape:
    whole, bounds = sizes_of(node.inputs[0], parts[0]), parts[1:]
    if whole is None or not all(isinstance(bound, np.ndarray) for bound in bounds):
        return None
    marked = np.array([-1 if size is None else size for size in whole])
    return tuple(None if size == -1 else int(size) for size in np.ravel(_slice(marked, *bounds, **node.attrs)))


_SLICED: Final = shaped(" ".join(["shape value? value? value?", *map(".{}".format, MASKS)]), _sliced_shape)
op("StridedSlice", f"input:T {BOUNDS}", _slice, _slice_shape, label="strided_slice", attrs=MASKS,
   reads="inputs", folds="values", partial=_sizes_sliced, wrapper="names")  # fmt: skip


@gradient("StridedSlice")
def _slice_gradient(world: World, node: Any, dy: Any) -> Any:
    value, *bounds = node.inputs
    shape = shape_tensor(world, value, bounds[0].dtype.base_dtype)
    known = [one if one.static_value() is None else one.static_value() for one in (shape, *bounds)]
    return world.apply("StridedSliceGrad", *known, dy, **node.attrs), None, None, None


def _slice_back(shape: Array, begin: Array, end: Array, strides: Array, dy: Array, **masks: int) -> Array:
    result = np.zeros(tuple(shape), dy.dtype)
    result[index_of_masks(begin, end, strides, masks)] = dy
    return result


op("StridedSliceGrad", f"shape:I=Index {BOUNDS} dy:T", _slice_back, told(4, 0),
   lambda world, node, dy: [*[None] * 4, world.apply("StridedSlice", dy, *node.inputs[1:4], **node.attrs)],
   attrs=MASKS)  # fmt: skip


@operator("StridedSlice")
def index(world: World, tensor: Any, key: Any, name: str | None = None) -> Any:
    """Return `tensor[key]`. Positions may be tensors; a boolean tensor as the key selects where it is true."""
    if is_mask(world, key):
        return boolean_mask(world, tensor, key, name=name)
    bounds, masks = _bounds(world, key)
    with world.name_scope(name, "strided_slice", [tensor]) as scope:
        return world.apply("StridedSlice", tensor, *_packed(world, bounds), name=scope, **masks)


def bounds_of(world: World, key: Any) -> tuple[list[Any], dict[str, int]]:
    """Return begin, end and strides as tensors, and the masks, that stand for a Python index."""
    bounds, masks = _bounds(world, key)
    return _packed(world, bounds), masks


def is_mask(world: World, key: Any) -> bool:
    """Return whether the key is a truth, or a boolean tensor or array; a scalar is a mask that nothing takes."""
    if isinstance(key, (bool, np.ndarray)):
        return isinstance(key, bool) or key.dtype == np.bool_
    return bool(world.is_tensor(key) and key.dtype.is_bool)


def _packed(world: World, bounds: list[list[Any]]) -> list[Any]:
    """Return begin, end and strides as tensors: of int64 all three, if one of them is."""
    made = []
    for values, label in zip(bounds, ("stack", "stack_1", "stack_2"), strict=True):
        if any(map(world.is_tensor, values)):
            made.append(stack(world, values, name=label))
        else:
            made.append(world.constant_from(np.array(values, np.int32), label))
    kind = dtypes.int64 if any(one.dtype.base_dtype is dtypes.int64 for one in made) else dtypes.int32
    return [one if one.dtype.base_dtype is kind else world.apply("Cast", one, to=kind) for one in made]


def _bounds(world: World, key: Any) -> tuple[list[list[Any]], dict[str, int]]:
    """Return begin, end and strides of each part of an index, and the five masks."""
    keys = tuple(key) if isinstance(key, (tuple, list)) else (key,)
    if keys and all(isinstance(one, bool) for one in keys):
        dtype_among(world, "Index" if world.is_eager() else "begin", dtypes.bool_, _POSITIONS)
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
        ends = (item.start, item.stop, item.step)
        widest = max((end.dtype.name for end in ends if world.is_tensor(end)), default=None)
        begin, end, step = (_end(world, end, usual, widest) for end, usual in zip(ends, (0, 0, 1), strict=True))
        return begin, end, step, marks
    if item is None:
        return 0, 0, 1, ("new_axis_mask",)
    if item is Ellipsis:
        return 0, 0, 1, ("ellipsis_mask",)
    _check_position(world, item)
    if world.is_tensor(item):
        item = world.convert(item)
        kind, after = item.dtype.base_dtype, item + 1
        return item, after, 1 if kind is dtypes.int32 else world.constant(1, kind), ("shrink_axis_mask",)
    position = item.value if hasattr(item, "merge_with") else item.__index__()
    return position, position + 1, 1, ("shrink_axis_mask",)


def _end(world: World, end: Any, usual: int, kind: str | None) -> Any:
    """Return one end of a slice; the usual one is of the kind that the others have."""
    if end is None:
        return world.constant(usual, kind) if kind else usual
    _check_position(world, end)
    return end


def _check_position(world: World, item: Any) -> None:
    """Raise TypeError where an index or a bound of a slice is no whole number and no scalar of one."""
    if world.is_tensor(item):
        fits = item.dtype.base_dtype.name in _POSITIONS and item.static_shape in ((), None)
    else:
        fits = hasattr(item, "__index__") and not isinstance(item, np.bool_) and np.ndim(item) == 0
    if not fits and not hasattr(item, "merge_with"):
        raise TypeError("Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar "
                        f"tf.int32/tf.int64 tensors are valid indices, got {item!r}")  # fmt: skip
