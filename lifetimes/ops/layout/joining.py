"""Ops that put tensors together and take them apart."""

from functools import reduce
from itertools import takewhile
from typing import Any, Final

import numpy as np

from lifetimes.errors import ShapeError, refuse
from lifetimes.ops import Array, Out, Shape, World, brackets, dtypes, is_full, merge, not_differentiable, op, public
from lifetimes.ops.arithmetic import merged, shape_of
from lifetimes.ops.debugging.wrappers import check_lists
from lifetimes.ops.layout.arrays import rank
from lifetimes.ops.layout.shape_rules import at_least, inserted, of_rank, rank_alone, resized, shaped, without
from lifetimes.ops.layout.static_values import sizes_of

_SLICED_APART: Final = 16  # parts, at most: more of them are split off by their sizes, as in TensorFlow


def zeros_for_none(world: World, node: Any, dys: Any) -> list[Any]:
    """Return the gradients with zeros where an output was not used, and is not of integers."""
    return [world.apply("ZerosLike", o) if d is None and o.dtype.base_dtype.kind in "fcvr" else d
            for o, d in zip(node.outputs, dys, strict=True)]  # fmt: skip


# --- concat and split ------------------------------------------------------------------------------------


def _concat_words(*values: Any) -> str:
    *parts, axis = values
    shapes = [part.shape for part in parts]
    first, rank = shapes[0], len(shapes[0])
    if () in shapes:
        return "ConcatOp : Can't concatenate scalars (use tf.stack instead)"
    if not -rank <= axis < rank:
        return f"ConcatOp : Expected concatenating dimensions in the range [{-rank}, {rank}), but got {axis}"
    for i, other in enumerate(shapes):
        both = f"shape[0] = {brackets(first)} vs. shape[{i}] = {brackets(other)}"
        if len(other) != rank:
            return f"ConcatOp : Ranks of all input tensors should match: {both}"
        for dim in range(rank):
            if dim != axis % rank and other[dim] != first[dim]:
                return f"ConcatOp : Dimension {dim} in both shapes must be equal: {both}"
    return "ConcatOp : shapes do not fit"


def _concat_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    *parts, axis = inputs
    dtype, at = parts[0].dtype.base_dtype, axis.static_value()
    known = [part.static_shape for part in parts if part.static_shape is not None]
    if not known:
        return dtype, None
    rank = len(known[0])
    if not rank:
        raise ShapeError("Can't concatenate scalars (use tf.stack instead)")
    for shape in known:
        of_rank(shape, rank)
    if at is None:
        return dtype, (None,) * rank
    at_least(known[0], int(at) + 1 if at >= 0 else -int(at))
    rest: Any = reduce(merge, (without(shape, [at]) for shape in known), None)
    along = [shape[int(at)] for shape in known]
    size = sum(along) if len(known) == len(parts) and None not in along else None
    return dtype, inserted(rest, size, int(at) % rank)


def _concat_gradient(world: World, node: Any, dy: Any) -> Any:
    *parts, axis = node.inputs
    if world.is_eager():
        lengths = np.array([part.static_shape[int(axis.static_value())] for part in parts], np.int64)
        return [*world.apply("SplitV", dy, lengths, axis, num_split=len(parts)), None]
    axis = axis % rank(world, parts[0])
    known = [*takewhile(lambda part: is_full(part.static_shape), parts)]
    shapes = [shape_of(world, part) for part in (*known, *parts[len(known) :][:1])]
    shapes = shapes if len(known) == len(parts) else world.apply("ShapeN", *parts, out_type=dtypes.int32)
    if len(parts) > _SLICED_APART:
        rows, begin = world.apply("Pack", *shapes, axis=1), world.pack([axis, 0], None, "Slice/begin")
        lengths = world.apply("Squeeze", world.apply("Slice", rows, begin, [1, -1]))
        return [*world.apply("SplitV", dy, lengths, axis, num_split=len(parts), name="split"), None]
    begins = world.apply("ConcatOffset", axis, *shapes)
    return [*(world.apply("Slice", dy, *bounds) for bounds in zip(begins, shapes, strict=True)), None]


def _sizes_joined(node: Any, parts: Any) -> Shape:
    shapes = [sizes_of(tensor, part) for tensor, part in zip(node.inputs[:-1], parts, strict=False)]
    return None if None in shapes else tuple(size for shape in shapes for size in shape)  # type: ignore[union-attr]


op("ConcatV2", "values:T* axis:I=Tidx", lambda *values: np.concatenate(values[:-1], int(values[-1])), _concat_shape,
   _concat_gradient, label="concat", reads="axis", folds="values", partial=_sizes_joined, explain=_concat_words,
   wrapper="names")  # fmt: skip


def _offsets(axis: Array, *shapes: Array) -> list[Array]:
    """Return where each part begins in what it is joined into."""
    begins, start, along = [], 0, int(axis)
    for shape in shapes:
        begin = np.zeros_like(shape)
        begin[along] = start
        begins.append(begin)
        start += int(shape[along])
    return begins


op("ConcatOffset", "concat_dim:int32 shape:*", _offsets,
   lambda inputs, attrs: [(one.dtype.base_dtype, one.static_shape) for one in inputs[1:]], not_differentiable,
   outputs=-1)  # fmt: skip


@public("concat")
def concat(world: World, values: Any, axis: Any, name: str = "concat") -> Any:
    """Return the tensors joined along an existing axis. Raises where the other axes differ."""
    values = list(values) if isinstance(values, (list, tuple)) else [values]
    if not values:
        check_lists(world, "ConcatV2", 2, values=values)
    if len(values) > 1:
        return world.apply("ConcatV2", *values, axis, name=name)
    with world.name_scope(name):
        shape = world.convert(axis, name="concat_dim").static_shape
        if shape not in ((), None):
            raise ValueError(f"Shape {world.shape_class(shape)} must have rank 0")
        return world.apply("Identity", values[0], name="concat")


def _checked(axis: int, rank: int) -> int:
    if not -rank <= axis < rank:
        raise refuse(f"-input rank(-{rank}) <= split_dim < input rank ({rank}), but got {axis}")
    return axis


def _split(split_dim: Array, value: Array, num_split: int) -> Any:
    axis = _checked(int(split_dim), value.ndim)
    if value.shape[axis] % num_split:
        raise refuse(f"Number of ways to split should evenly divide the split dimension, but got split_dim {axis} "
                     f"(size = {value.shape[axis]}) and num_split {num_split}")  # fmt: skip
    return np.split(value, num_split, axis)


def _split_v(value: Array, size_splits: Array, split_dim: Array, num_split: int) -> Any:
    axis, parts = _checked(int(split_dim), value.ndim), np.array(size_splits)
    whole = value.shape[axis]
    if -1 in parts:
        parts[parts == -1] = whole - parts[parts != -1].sum()
    if parts.sum() != whole or (parts < 0).any():
        raise refuse("Determined shape must either match input shape along split_dim exactly if fully specified, or be "
                     "less than the size of the input along split_dim if not fully specified.  "
                     f"Got: {parts.sum()}")  # fmt: skip
    return np.split(value, np.cumsum(parts)[:-1], axis)


def _split_shapes(axis: int | None, shape: Shape, count: int) -> list[Shape]:
    if shape is None or axis is None:
        return [rank_alone(shape)] * count
    size = _size_along(shape, axis)
    if size is not None and size % count:
        words = "Number of ways to split should evenly divide the split dimension"
        raise ShapeError(f"Dimension size must be evenly divisible by {count} but is {size}\n\t{words}")
    return [resized(shape, axis, None if size is None else size // count)] * count


def _size_along(shape: tuple[int | None, ...], axis: int) -> int | None:
    if not -len(shape) <= axis < len(shape):
        words = f"must be in range [{-len(shape) or '-0'}, {len(shape)})"
        raise ShapeError(f"Dimension size, given by scalar input {axis} {words}")
    return shape[axis]


def _split_v_shapes(shape: Any, parts: Any, axis: int | None, count: int) -> list[Shape]:
    if shape == ():
        raise ShapeError("Can't split scalars")
    if shape is None or axis is None:
        return [rank_alone(shape)] * count
    lengths: list[int | None] = (
        [None] * count if parts is None else [None if part == -1 else int(part) for part in parts]
    )
    size = _size_along(shape, axis)
    if size is not None and parts is not None:
        told = sum(length or 0 for length in lengths)
        if told > size or (told < size and None not in lengths):
            raise ShapeError(f"can't split axis of size {size} into pieces of size {brackets(parts.tolist())}")
        if lengths.count(None) == 1:
            lengths[lengths.index(None)] = size - told
    return [resized(shape, axis, length) for length in lengths]


op("Split", "split_dim:int32 value", _split, shaped("size? shape? .num_split", _split_shapes, 1),
   lambda w, n, *dys: (None, w.apply("ConcatV2", *zeros_for_none(w, n, dys), n.inputs[0])),
   label="split", outputs=-1, reads="split_dim", folds="values", wrapper="names")  # fmt: skip
op("SplitV", "value size_splits split_dim", _split_v, shaped("shape? value? size? .num_split", _split_v_shapes),
   lambda w, n, *dys: (w.apply("ConcatV2", *zeros_for_none(w, n, dys), n.inputs[2]), None, None),
   label="split", outputs=-1, reads="split_dim", wrapper="names")  # fmt: skip


@public("split")
def split(
    world: World, value: Any, num_or_size_splits: Any, axis: Any = 0, num: int | None = None, name: str = "split"
) -> list[Any]:
    """Return the parts of a tensor along an axis: that many equal ones, or one of each size given."""
    if isinstance(num_or_size_splits, (int, np.integer)):
        count = int(num_or_size_splits)
        return list(world.apply("Split", axis, value, num_split=count, name=name))
    parts = world.convert(num_or_size_splits)
    if parts.static_shape == ():
        raise ValueError("Rank-0 tensors are not supported as the num_or_size_splits argument to split.")
    known = None if parts.static_shape is None else parts.static_shape[0]
    if num is None and known is None:
        raise ValueError(f"Cannot infer argument `num` from shape {num_or_size_splits}")
    return list(world.apply("SplitV", value, parts, axis, num_split=num or known, name=name))


# --- stack and unstack -----------------------------------------------------------------------------------


def _pack_words(*values: Array) -> str:
    first = values[0].shape
    for i, value in enumerate(values):
        if value.shape != first:
            shapes = f"values[0].shape = {brackets(first)} != values[{i}].shape = {brackets(value.shape)}"
            return f"Shapes of all inputs must match: {shapes}"
    return ""  # it is the axis that does not fit


def _pack_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    shape = merged(inputs)
    return inputs[0].dtype.base_dtype, None if shape is None else inserted(shape, len(inputs), attrs["axis"])


def _unpack_shapes(shape: Shape, count: int, axis: int) -> list[Shape]:
    if shape and shape[axis] not in (None, count):
        raise ShapeError(f"Dimension must be {count} but is {shape[axis]}")
    return [without(shape, [axis]) if shape else shape] * int(count)


def _unpack(value: Array, num: int, axis: int) -> tuple[Array, ...]:
    if not -value.ndim <= axis < value.ndim:
        raise refuse(f"axis = {axis} not in [{-value.ndim}, {value.ndim})")
    if value.shape[axis] != num:
        raise refuse(f"Input shape axis {axis} must equal {num}, got shape {brackets(value.shape)}")
    return tuple(map(dtypes.boxed, np.moveaxis(value, axis, 0)))


def _sizes_stacked(node: Any, parts: Any) -> Shape:
    shapes = [sizes_of(tensor, part) for tensor, part in zip(node.inputs, parts, strict=True)]
    return tuple(shape[0] if shape is not None and len(shape) == 1 else None for shape in shapes)


def _pack(*values: Array, axis: int) -> Any:
    if axis or values[0].dtype.hasobject:
        return np.stack(values, axis)
    return np.array(values)  # several times as fast for small ones


op("Pack", "values:T*", _pack, _pack_shape,
   lambda world, node, dy: world.apply("Unpack", dy, num=len(node.inputs), axis=node.attrs["axis"]), label="stack",
   attrs={"axis": 0}, reads="shapes", folds="values", partial=_sizes_stacked, explain=_pack_words,
   wrapper="names")  # fmt: skip
op("Unpack", "value", _unpack, shaped("shape? .num .axis", _unpack_shapes),
   lambda world, node, *dys: world.apply("Pack", *zeros_for_none(world, node, dys), axis=node.attrs["axis"]),
   attrs={"axis": 0}, label="unstack", reads="shapes", folds="values", wrapper="names", outputs=-1,
   partial=lambda n, parts: parts[0] if isinstance(parts[0], tuple) and not n.attrs["axis"] else None)  # fmt: skip


@public("stack")
def stack(world: World, values: Any, axis: int = 0, name: str = "stack") -> Any:
    """Return the tensors along a new axis. Raises where their shapes differ."""
    if axis == 0 and not (world.is_eager() and isinstance(values, (list, tuple)) and world.holds_tensor(values)):
        try:
            return world.convert(values, name=name)
        except (TypeError, ValueError):
            pass  # parts of different shapes: the op says which
    first = values[0] if isinstance(values, (list, tuple)) else values
    rank = world.convert(first).static_shape if world.is_tensor(first) else np.shape(first)
    if rank is not None and not -len(rank) - 1 <= axis <= len(rank):
        raise ValueError(f"Argument `axis` = {axis} not in range [{-len(rank) - 1}, {len(rank) + 1})")
    return world.apply("Pack", *values, axis=axis, name=name)


def _parallel_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    if not is_full(attrs["shape"]):
        raise ShapeError("shape attr must be fully defined.")
    return inputs[0].dtype.base_dtype, reduce(merge, (part.static_shape for part in inputs)) and attrs["shape"]


op("ParallelConcat", "values:T*", lambda *values, shape: np.concatenate(values), _parallel_shape)


@public("parallel_stack")
def parallel_stack(world: World, values: Any, name: str = "parallel_stack") -> Any:
    """Return the tensors along a new first axis. RuntimeError in eager code, as in TensorFlow."""
    if world.is_eager():
        raise RuntimeError("tf.parallel_stack() is not compatible with eager execution.")
    with world.name_scope(name):
        shape = world.convert(values[0]).static_shape
        parts = [world.apply("ExpandDims", value, 0) for value in values]
        return world.apply("ParallelConcat", *parts, shape=None if shape is None else (len(values), *shape))


@public("unstack")
def unstack(world: World, value: Any, num: int | None = None, axis: int = 0, name: str = "unstack") -> list[Any]:
    """Return the list of parts along an axis, without it. ValueError where their number is not known."""
    value = world.convert(value)
    shape = value.static_shape
    if num is None and shape is not None:
        if not -len(shape) <= axis < len(shape):
            raise ValueError(f"Argument `axis` = {axis} not in range [{-len(shape)}, {len(shape)})")
        num = shape[axis]
    if num is None:
        raise ValueError(f"Cannot infer argument `num` from shape {world.shape_class(shape)}")
    return list(world.apply("Unpack", value, num=num, axis=axis, name=name))
