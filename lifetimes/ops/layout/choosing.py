"""Ops that choose: a rectangular part, what a condition or mask says, and the parts that a label names."""

from collections.abc import Callable, Sequence
from functools import partial
from math import prod
from typing import Any

import numpy as np

from lifetimes.errors import refuse
from lifetimes.ops import Array, Shape, World, brackets, broadcast, compatible, dtypes, merge
from lifetimes.ops.arithmetic import shape_of, sum_to
from lifetimes.ops.debugging.wrappers import checked, functions_of
from lifetimes.ops.layout.arrays import rank, shape, sizes
from lifetimes.ops.layout.creation import ones_like, zeros, zeros_like
from lifetimes.ops.layout.joining import zeros_for_none
from lifetimes.ops.layout.shape_rules import begins_with, of_rank, rank_alone, shaped
from lifetimes.ops.registry import NUMBERS, Out, op, public

# --- a rectangular part ----------------------------------------------------------------------------------


def _slice(input: Array, begin: Array, size: Array) -> Array:
    index = []
    if begin.shape != size.shape or begin.shape != (input.ndim,):
        raise refuse(f"Expected begin and size arguments to be 1-D tensors of size {input.ndim}, but got shapes "
                     f"{brackets(begin.shape)} and {brackets(size.shape)} instead.")  # fmt: skip
    for i, (start, length, whole) in enumerate(zip(sizes(begin), sizes(size), input.shape, strict=True)):
        if not 0 <= start <= whole:
            raise refuse(f"Expected begin[{i}] in [0, {whole}], but got {start}")
        length = whole - start if length == -1 else length
        if not 0 <= length <= whole - start:
            raise refuse(f"Expected size[{i}] in [0, {whole - start}], but got {length}")
        index.append(slice(start, start + length))
    return input[tuple(index)]


def _sliced(inputs: Any, attrs: dict[str, Any]) -> Out:
    shape, begin, size = inputs[0].static_shape, inputs[1].static_value(), inputs[2].static_value()
    dtype = inputs[0].dtype.base_dtype
    of_rank(shape, next((bounds.static_shape[0] for bounds in inputs[1:] if bounds.static_shape), None))
    if size is None:
        return dtype, inputs[2].static_value_as_shape() or rank_alone(shape)
    starts = [None] * size.size if begin is None else list(sizes(begin))
    rests = [None if whole is None or start is None else whole - start
             for whole, start in zip(shape or (None,) * size.size, starts, strict=False)]  # fmt: skip
    return dtype, tuple(rest if length == -1 else length for rest, length in zip(rests, sizes(size), strict=False))


def _slice_gradient(world: World, node: Any, dy: Any) -> Any:
    value, begin, _ = node.inputs
    kind, axes = begin.dtype.base_dtype, rank(world, value)
    size = shape(world, node.outputs[0], kind)
    column = world.pack([axes, 1], None, "stack")
    before = world.apply("Reshape", begin, column)
    after = world.apply("Reshape", shape(world, value, kind) - size - begin, column)
    return world.apply("Pad", dy, world.apply("ConcatV2", before, after, 1)), None, None


op("Slice", "input begin:I=Index size:I=Index", _slice, _sliced, _slice_gradient)


@public("strided_slice")
def strided_slice(
    world: World, input_: Any, begin: Any, end: Any, strides: Any = None, begin_mask: int = 0, end_mask: int = 0,
    ellipsis_mask: int = 0, new_axis_mask: int = 0, shrink_axis_mask: int = 0, var: Any = None,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return what `input_[begin:end:strides]` names; bit i of a mask changes what position i means."""
    if strides is None:
        strides = ones_like(world, begin)
    masks = {"begin_mask": begin_mask, "end_mask": end_mask, "ellipsis_mask": ellipsis_mask,
             "new_axis_mask": new_axis_mask, "shrink_axis_mask": shrink_axis_mask}  # fmt: skip
    masks = {attr: checked(attr, mask, int) for attr, mask in masks.items()}
    return world.apply("StridedSlice", input_, begin, end, strides, name=name or "StridedSlice", **masks)


# --- by condition ----------------------------------------------------------------------------------------


def _select(condition: Array, x: Array, y: Array) -> Array:
    by_elements = condition.ndim > 1 or (condition.ndim == 1 and x.ndim == 1)
    odd = next((i for i, one in enumerate((condition, x, y)) if by_elements and one.shape != condition.shape), 0)
    if odd:
        shapes = f"Input 0: {brackets(condition.shape)} != input {odd}: {brackets((condition, x, y)[odd].shape)}"
        raise refuse(f"Inputs to operation Select of type Select must have the same size and shape.  {shapes}")
    if condition.ndim and not x.ndim:
        raise refuse("'then' must be at least a vector, but saw shape: []")
    if condition.ndim and len(condition) != len(x):
        sizes = f"{len(x)} vs. {len(condition)}"
        raise refuse(f"Number of batches of 'then' must match size of 'cond', but saw: {sizes}")
    if x.shape != y.shape:
        both = f"{brackets(x.shape)} vs. {brackets(y.shape)}"
        raise refuse(f"'then' and 'else' must have the same size.  but received: {both}")
    if condition.ndim == 1 and x.ndim > 1:
        condition = condition.reshape((-1,) + (1,) * (x.ndim - 1))
    return np.where(condition, x, y)


def _chosen_gradients(zeros_of: Callable[..., Any], world: World, node: Any, dy: Any) -> Any:
    condition, zeros, select = node.inputs[0], zeros_of(world, dy), node.definition.name
    return None, world.apply(select, condition, dy, zeros), world.apply(select, condition, zeros, dy)


def _select_v2_gradient(world: World, node: Any, dy: Any) -> Any:
    found = _chosen_gradients(lambda world, dy: zeros(world, (), dy.dtype.base_dtype), world, node, dy)
    return None, *(sum_to(world, gradient, branch) for gradient, branch in zip(found[1:], node.inputs[1:], strict=True))


def _select_shape(condition: Shape, x: Shape, y: Shape) -> Shape:
    """Return the shape of both; the condition is a scalar, or has one value for each row or for each element."""
    found = merge(x, y)
    if condition and not (len(condition) == 1 and found and len(found) > 1):
        merge(found, condition)
    return found


op("Select", "condition:bool t:T e:T", _select, shaped("shape? shape? shape?", _select_shape, dtype=1),
   partial(_chosen_gradients, zeros_like))  # fmt: skip
op("SelectV2", "condition:bool t:T e:T", np.where,
   shaped("shape? shape? shape?", lambda condition, x, y: broadcast(condition, broadcast(x, y)), dtype=1),
   _select_v2_gradient, reads="inputs", explain=lambda *given: "condition {}, then {}, and else {} must be "
   "broadcastable".format(*(brackets(one.shape) for one in given)))  # fmt: skip


def _places(condition: Array) -> Array:
    if not condition.ndim:
        raise refuse("WhereOp : Unhandled input dimensions: 0")
    return np.argwhere(condition).astype(np.int64)


op("Where", "condition:T", _places,
   shaped("shape?", lambda shape: (None, None if shape is None else len(shape)), dtype=dtypes.int64),
   allow=(*NUMBERS, "bool"))  # fmt: skip


def _where(world: World, condition: Any, x: Any, y: Any, name: str | None, select: str) -> Any:
    if x is None and y is None:
        return world.apply("Where", condition, name=name)
    if x is None or y is None:
        raise ValueError("x and y must both be non-None or both be None.")
    return world.apply(select, condition, x, y, name=name)


@public(v1=("where_v2",), v2=("where",))
def where_v2(world: World, condition: Any, x: Any = None, y: Any = None, name: str | None = None) -> Any:
    """Return x where the condition holds and y elsewhere, broadcast together; without both, where it holds."""
    return _where(world, condition, x, y, name, "SelectV2")


@public(v1=("where",))
def where(world: World, condition: Any, x: Any = None, y: Any = None, name: str | None = None) -> Any:
    """Return x where the condition holds and y elsewhere; of one shape. The condition has that, or their first axis."""
    return _where(world, condition, x, y, name, "Select")


@public("boolean_mask", scope="boolean_mask +tensor +mask")
def boolean_mask(world: World, tensor: Any, mask: Any, axis: Any = None, name: str | None = "boolean_mask") -> Any:
    """Return the slices of the tensor where the mask is true. ValueError where their shapes do not fit."""
    start = 0 if axis is None else int(axis)
    depth = _mask_depth(world, tensor.static_shape, mask.static_shape, start)
    whole = shape_of(world, tensor)
    folded = world.apply("ConcatV2", world.apply("Slice", whole, [0], [start]), [-1],
                         world.apply("Slice", whole, [start + depth], [-1]), 0)  # fmt: skip
    flat = world.apply("Reshape", tensor, folded)
    known = tensor.static_shape
    if known is not None:
        masked = known[start : start + depth]
        flat.set_shape([*known[:start], None if None in masked else prod(masked), *known[start + depth :]])
    places = world.apply("Where", mask if depth == 1 else world.apply("Reshape", mask, [-1]))
    return world.apply("GatherV2", flat, world.apply("Squeeze", places, axis=(1,)), start, name="GatherV2")


def _mask_depth(world: World, whole: Shape, mask: Shape, start: int) -> int:
    if mask is None:
        raise ValueError("Number of mask dimensions must be specified, even if some dimensions are None.  E.g. "
                         "shape=[None] is ok, but shape=None is not.")  # fmt: skip
    if not mask:
        raise ValueError("mask cannot be scalar.")
    part = None if whole is None else whole[start : start + len(mask)]
    if not compatible(part, mask):
        raise ValueError(f"Shapes {world.shape_class(part)} and {world.shape_class(mask)} are incompatible")
    return len(mask)


# --- by part ---------------------------------------------------------------------------------------------


def _partition(data: Array, partitions: Array, num_partitions: int) -> list[Array]:
    if data.shape[: partitions.ndim] != partitions.shape:
        shapes = f"data.shape = {brackets(data.shape)}, partitions.shape = {brackets(partitions.shape)}"
        raise refuse(f"data.shape must start with partitions.shape, got {shapes}")
    outside = np.argwhere((partitions < 0) | (partitions >= num_partitions))
    if len(outside):
        at = tuple(outside[0])
        raise refuse(f"partitions{brackets(outside[0])} = {partitions[at]} is not in [0, {num_partitions})")
    return [data[partitions == part] for part in range(num_partitions)]


def _partitioned(data: Shape, parts: Shape, count: int) -> list[Shape]:
    begins_with(data, parts)
    return [None if data is None or parts is None else (None, *data[len(parts) :])] * int(count)


def _partition_gradient(world: World, node: Any, *dys: Any) -> Any:
    data, partitions = node.inputs
    count = node.attrs["num_partitions"]
    prefix = shape_of(world, partitions)
    places = world.apply("Reshape", world.apply("Range", 0, world.apply("Prod", prefix, [0]), 1), prefix)
    parts = world.apply("DynamicPartition", places, partitions, num_partitions=count)
    whole = world.apply("DynamicStitch", *parts, *zeros_for_none(world, node, dys))
    return world.apply("Reshape", whole, shape_of(world, data)), None


def _stitch(*values: Array) -> Array:
    half = len(values) // 2
    indices, data = values[:half], values[half:]
    for i, (places, rows) in enumerate(zip(indices, data, strict=True)):
        if rows.shape[: places.ndim] != places.shape:
            begin = f"indices[{i}].shape = {brackets(places.shape)}"
            raise refuse(f"data[{i}].shape = {brackets(rows.shape)} does not start with {begin}")
    odd = next((i for i, places in enumerate(indices) if (places < 0).any()), None)
    if odd is not None:
        raise refuse(f"indices[{odd}] is out of range")
    rest = data[0].shape[indices[0].ndim :]
    result = np.zeros((_stitched_size(indices), *rest), data[0].dtype)
    for places, rows in zip(indices, data, strict=True):
        result[places.ravel()] = rows.reshape(-1, *rest)
    return result


def _stitched_size(indices: Sequence[Array]) -> int:
    return max((int(one.max()) + 1 for one in indices if one.size), default=0)


def _stitched(inputs: Any, attrs: dict[str, Any]) -> Out:
    half = len(inputs) // 2
    known = [one.static_value() for one in inputs[:half]]
    dtype, first, places = inputs[half].dtype.base_dtype, inputs[half].static_shape, inputs[0].static_shape
    if first is None or places is None:
        return dtype, None
    size = None if any(one is None for one in known) else _stitched_size(known)
    return dtype, (size, *first[len(places) :])


def _stitch_gradient(world: World, node: Any, dy: Any) -> Any:
    half = len(node.inputs) // 2
    return [*[None] * half, *(world.apply("GatherV2", dy, one, 0) for one in node.inputs[:half])]


op("DynamicPartition", "data partitions:int32", _partition,
   shaped("shape? shape? .num_partitions", _partitioned), _partition_gradient, outputs=-1, reads="inputs")  # fmt: skip
op("DynamicStitch", "indices:int32* data:T*", _stitch, _stitched, _stitch_gradient)


functions_of("""
Slice: slice (input_, begin, size)
    Return the part of a tensor that starts at `begin`; a size of -1 takes all that is left.
DynamicPartition: dynamic_partition (data, partitions, num_partitions>0) -> list
    Return one tensor per part, with the slices of `data` whose entry in `partitions` is that part.
DynamicStitch: dynamic_stitch (*indices, *data)
    Return one tensor in which slice `indices[m][i]` is `data[m][i]`; the last one given wins.
""")
