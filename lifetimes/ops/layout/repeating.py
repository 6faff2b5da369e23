"""Ops that repeat, pad, turn around or roll what is along an axis."""

from operator import mul
from typing import Any

import numpy as np

from lifetimes.errors import ShapeError, refuse
from lifetimes.ops import Array, Shape, World, brackets, dtypes
from lifetimes.ops.arithmetic import shape_of
from lifetimes.ops.debugging.wrappers import checked, functions_of, integers
from lifetimes.ops.layout.arrays import filling, sizes
from lifetimes.ops.layout.arrays import rank as rank_of
from lifetimes.ops.layout.shape_rules import at_least, begins_with, of_rank, rank_alone, resized, shaped
from lifetimes.ops.registry import Out, op, public, told

# --- repeating -------------------------------------------------------------------------------------------


def _tile(input: Array, multiples: Array) -> Array:
    if multiples.ndim != 1:
        raise refuse(f"Expected multiples to be 1-D, but got shape {brackets(multiples.shape)}")
    if multiples.size != input.ndim:
        wanted = f"a vector of length {input.ndim} but got length {multiples.size}"
        raise refuse(f"Expected multiples argument to be {wanted}")
    times = sizes(multiples)
    for i, count in enumerate(times):
        if count < 0:
            raise refuse(f"Expected multiples[{i}] >= 0, but got {count}")
    if all(size == 1 or count == 1 for size, count in zip(input.shape, times, strict=True)):
        return filling(input, tuple(map(mul, input.shape, times)))  # what gradients of sums are
    return np.tile(input, times)


def _times(shape: tuple[int | None, ...], times: Shape) -> Shape:
    if times is None:
        return rank_alone(shape)
    of_rank(times, len(shape))
    return tuple(None if s is None or t is None else s * t for s, t in zip(shape, times, strict=True))


def _tile_gradient(world: World, node: Any, dy: Any) -> Any:
    value, multiples = node.inputs
    pairs = world.apply("Transpose", world.apply("Pack", multiples, shape_of(world, value)), [1, 0])
    apart = world.apply("Reshape", pairs, [-1])
    folded = world.apply("Range", 0, world.apply("Size", apart, out_type=dtypes.int32), 2)
    return world.apply("Sum", world.apply("Reshape", dy, apart), folded), None


op("Tile", "input multiples:I", _tile, shaped("shape sizes=1?", _times), _tile_gradient, reads="multiples")


def _repeat_shape(shape: tuple[int | None, ...], times: Any, axis: int) -> Shape:
    size = shape[axis]
    if times is None or (times.size == 1 and size is None):
        return resized(shape, axis, None)
    return resized(shape, axis, int(times.sum()) * (1 if times.size > 1 else size or 0))


@public("repeat", scope="Repeat input repeats")
def repeat(world: World, input: Any, repeats: Any, axis: int | None = None, name: str | None = None) -> Any:
    """Return the tensor with each element along `axis` repeated; flattened first where no axis is given."""
    input, repeats = world.convert(input, name="data"), integers(world, repeats, "repeats")
    if axis is None or input.static_shape == ():
        input, axis = world.apply("Reshape", input, [-1]), axis or 0
    _check_repeats(world, input.static_shape, repeats.static_shape, axis)
    return world.apply("Repeat", input, repeats, axis=axis, name="Reshape_1")


def _check_repeats(world: World, shape: Any, counts: Any, axis: int) -> None:
    if counts is not None and len(counts) > 1:
        raise ValueError(f"Shape {world.shape_class(counts)} must have rank at most 1")
    if shape is None:
        return
    if not -len(shape) <= axis < len(shape):
        raise ValueError(f"axis={axis} out of bounds: expected {-len(shape)}<=axis<{len(shape)}")
    if counts and None not in (counts[0], shape[axis]) and counts[0] not in (1, shape[axis]):
        raise ValueError(f"Dimensions {shape[axis]} and {counts[0]} are not compatible")


def _repeat(input: Array, repeats: Array, axis: int) -> Any:
    if repeats.size == 1 and repeats.min() < 0:
        raise refuse(f"Expected multiples[{axis % input.ndim + 1}] >= 0, but got {repeats.min()}")
    return np.repeat(input, np.maximum(repeats, 0), axis)


def _repeat_back(shape: Array, repeats: Array, dy: Array, axis: int) -> Array:
    rows = np.repeat(np.arange(shape[axis]), repeats)
    result = np.zeros(sizes(shape), dy.dtype)
    np.add.at(np.moveaxis(result, axis, 0), rows, np.moveaxis(dy, axis, 0))
    return result


def _back_through(name: str) -> Any:
    """Return the rule of an op on a value and what says where its parts go: another op is told the value's shape."""
    return lambda w, n, dy: (w.apply(name, shape_of(w, n.inputs[0]), n.inputs[1], dy, **n.attrs), None)


def _forth_again(name: str) -> Any:
    """Return the rule of that other op."""
    return lambda w, n, dy: (None, None, w.apply(name, dy, n.inputs[1], **n.attrs))


op("Repeat", "input repeats", _repeat, shaped("shape value? .axis", _repeat_shape), _back_through("RepeatGrad"))
op("RepeatGrad", "shape repeats dy", _repeat_back, told(2, 0), _forth_again("Repeat"))


# --- padding, turning, rolling ---------------------------------------------------------------------------


def _padded(inputs: Any, attrs: dict[str, Any]) -> Out:
    dtype, shape, paddings = inputs[0].dtype.base_dtype, inputs[0].static_shape, inputs[1].static_value()
    pairs, ends = of_rank(inputs[1].static_shape, 2) or (None, None)
    if ends not in (None, 2):
        raise ShapeError(f"Dimension must be 2 but is {ends}")
    of_rank(shape, pairs)
    if shape is None or paddings is None:
        return dtype, rank_alone(shape) if shape is not None or pairs is None else (None,) * pairs
    if (paddings < 0).any():
        raise ShapeError("Paddings must be non-negative")
    more = [int(before) + int(after) for before, after in paddings]
    return dtype, tuple(None if s is None else s + extra for s, extra in zip(shape, more, strict=True))


def _check_paddings(value: Array, paddings: Array) -> None:
    if paddings.ndim != 2 or paddings.shape[1] != 2:
        raise refuse(f"paddings must be a matrix with 2 columns: {brackets(paddings.shape)}")
    if len(paddings) != value.ndim:
        raise refuse("The first dimension of paddings must be the rank of inputs"
                     f"{brackets(paddings.shape)} {brackets(value.shape)}")  # fmt: skip
    for pair in paddings[(paddings < 0).any(axis=1)]:
        raise refuse(f"Paddings must be non-negative: {pair[0]} {pair[1]}")


def _pad(value: Array, paddings: Array, constant: Any = 0) -> Array:
    _check_paddings(value, paddings)
    before, after = paddings.reshape(-1, 2).T.tolist()
    stops = [start + size for start, size in zip(before, value.shape, strict=True)]
    blank = b"" if value.dtype == np.object_ else constant
    result = np.full([stop + more for stop, more in zip(stops, after, strict=True)], blank, value.dtype)
    result[tuple(map(slice, before, stops))] = value
    return result


def _pad_gradient(world: World, node: Any, dy: Any) -> Any:
    rank = rank_of(world, node.inputs[0])
    begin = world.apply("Slice", node.inputs[1], [0, 0], world.pack([rank, 1], None, "stack"))
    begin = world.apply("Reshape", begin, [-1])
    inner = world.apply("Slice", dy, begin, shape_of(world, node.inputs[0]))
    return [inner] + [None] * (len(node.inputs) - 1)


def _mirror(value: Array, paddings: Array, mode: str) -> Array:
    _check_paddings(value, paddings)
    offset = int(mode == "REFLECT")
    for size, (before, after) in zip(value.shape, paddings, strict=True):
        if max(before, after) > size - offset:
            least = "less than" if offset else "no greater than"
            raise refuse(f"paddings must be {least} the dimension size: {before}, {after} not {least} {size}")
    return np.pad(value, paddings, mode.lower())  # type: ignore[call-overload,no-any-return]


def _mirror_back(shape: Array, paddings: Array, dy: Array, mode: str) -> Array:
    places = _mirror(np.arange(np.prod(shape)).reshape(sizes(shape)), paddings, mode)
    return np.bincount(places.ravel(), dy.ravel(), int(np.prod(shape))).astype(dy.dtype).reshape(sizes(shape))


op("Pad", "input paddings:I", _pad, _padded, _pad_gradient, reads="paddings")
op("PadV2", "input:T paddings:I constant_values:T", _pad, _padded, _pad_gradient, reads="paddings")
op("MirrorPad", "input paddings:I", _mirror, _padded, _back_through("MirrorPadGrad"))
op("MirrorPadGrad", "shape paddings dy", _mirror_back, told(2, 0), _forth_again("MirrorPad"))


@public("pad")
def pad(
    world: World, tensor: Any, paddings: Any, mode: str = "CONSTANT", constant_values: Any = 0, name: str | None = None
) -> Any:
    """Return the tensor with `paddings[i]` = (before, after) more elements along axis i."""
    kind = mode.upper()
    if kind == "CONSTANT":
        if world.is_tensor(constant_values) or constant_values != 0:
            return world.apply("PadV2", tensor, paddings, constant_values, name=name)
        return world.apply("Pad", tensor, paddings, name=name)
    if kind not in ("REFLECT", "SYMMETRIC"):
        modes = 'one of "CONSTANT", "REFLECT", or "SYMMETRIC"'
        raise ValueError(f"Value of argument `mode` expected to be {modes}. Received `mode` = {kind}")
    return world.apply("MirrorPad", tensor, paddings, mode=kind, name=name)


def _odd_axis(axes: Any, rank: int) -> str:
    """Return what is wrong with the axes that are to be turned; nothing where all are there."""
    seen = set[int]()
    for i, one in enumerate(axes):
        if not -rank <= one < rank:
            return f"'axis'[{i}] = {one} is out of valid range [0, {rank - 1}"
        if one % rank in seen:
            return f"axis {one % rank} specified more than once."
        seen.add(one % rank)
    return ""


def _reverse(tensor: Array, axis: Array) -> Array:
    if not tensor.ndim or not tensor.size:
        return tensor
    if axis.ndim != 1:
        raise refuse(f"'dims' must be 1-dimension, not {axis.ndim}")
    if words := _odd_axis(sizes(axis), tensor.ndim):
        raise refuse(words)
    return np.flip(tensor, sizes(axis))


def _reversed(shape: tuple[int | None, ...], axes: Any) -> Shape:
    if axes is not None and (words := _odd_axis(sizes(axes), len(shape))):
        raise ShapeError(words)
    return shape


op("ReverseV2", "tensor:T axis:I=Tidx", _reverse, shaped("shape value=1?", _reversed),
   lambda world, node, dy: (world.apply("ReverseV2", dy, node.inputs[1]), None), reads="axis")  # fmt: skip


def _reverse_sequence(input: Array, seq_lengths: Array, seq_dim: int, batch_dim: int) -> Array:
    _check_sequences(input, seq_lengths, seq_dim, batch_dim)
    moved = np.moveaxis(input, (batch_dim, seq_dim), (0, 1)).copy()
    for row, length in zip(moved, sizes(seq_lengths), strict=True):
        row[:length] = row[:length][::-1].copy()
    return np.moveaxis(moved, (0, 1), (batch_dim, seq_dim))


def _check_sequences(value: Array, lengths: Array, seq_dim: int, batch_dim: int) -> None:
    if lengths.ndim != 1:
        raise refuse(f"seq_lens input must be 1-dim, not {lengths.ndim}")
    if seq_dim == batch_dim:
        raise refuse(f"batch_dim == seq_dim == {seq_dim}")
    for name, axis in (("seq_dim", seq_dim), ("batch_dim", batch_dim)):
        if axis < 0:
            raise refuse(f"Invalid {name} {axis}")
        if axis >= value.ndim:
            raise refuse(f"{name} must be < input rank ({axis} vs. {value.ndim})")
    if len(lengths) != value.shape[batch_dim]:
        raise refuse(f"Length of seq_lengths != input.dims({batch_dim}), ({len(lengths)} vs. {value.shape[batch_dim]})")
    for i, length in enumerate(lengths.tolist()):
        if length < 0:
            raise refuse(f"seq_lens({i}) < 0")
        if length > value.shape[seq_dim]:
            raise refuse(f"seq_lens({i}) > input.dims({seq_dim})")


def _with_rows(shape: tuple[int | None, ...], lengths: Shape, row: int) -> Shape:
    """Return the shape; each row has a length, so there are as many rows as lengths."""
    of_rank(lengths, 1)
    begins_with(shape[row : row + 1], lengths)
    return resized(shape, row, lengths[0]) if lengths and 0 <= row < len(shape) and shape[row] is None else shape


op("ReverseSequence", "input:T seq_lengths:I=Tlen", _reverse_sequence, shaped("shape shape? .batch_dim", _with_rows),
   lambda world, node, dy: (world.apply("ReverseSequence", dy, node.inputs[1], **node.attrs), None))  # fmt: skip


@public("reverse_sequence")
def reverse_sequence(
    world: World, input: Any, seq_lengths: Any, seq_axis: int | None = None, batch_axis: int | None = None,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return the tensor with the first `seq_lengths[i]` elements of row i turned around."""
    axes = {"seq_dim": seq_axis, "batch_dim": 0 if batch_axis is None else batch_axis}
    axes = {attr: checked(attr, axis, int) for attr, axis in axes.items()}
    return world.apply("ReverseSequence", input, seq_lengths, name=name, **axes)


def _roll(input: Array, shift: Array, axis: Array) -> Array:
    if not input.ndim:
        raise refuse("input must be 1-D or higher")
    for name, array in (("shift", shift), ("axis", axis)):
        if array.ndim > 1:
            raise refuse(f"{name} must be a scalar or a 1-D vector. Found: {brackets(array.shape)}")
    if shift.shape != axis.shape:
        raise refuse("shift and axis must have the same size")
    for one in sizes(axis):
        if not -input.ndim <= one < input.ndim:
            raise refuse(f"axis {one + input.ndim * (one < 0)} is out of range")
    return np.roll(input, sizes(shift), sizes(axis))


op("Roll", "input:T shift:I=Tshift axis:I=Taxis", _roll, shaped("shape", lambda shape: at_least(shape, 1)),
   lambda world, node, dy: (world.apply("Roll", dy, -node.inputs[1], node.inputs[2]), None, None))  # fmt: skip


_FUNCTIONS = functions_of("""
Tile: tile
    Return the tensor repeated `multiples[i]` times along axis i.
ReverseV2: reverse v1:reverse_v2
    Return the tensor with the given axes turned around.
Roll: roll v1:manip.roll
    Return the tensor with its elements moved `shift` places along `axis`, the last ones coming first.
""")
tile, reverse = _FUNCTIONS["tile"], _FUNCTIONS["reverse"]
