"""Ops on shape and layout: what a tensor's shape is, and the same elements in another one."""

from collections.abc import Sequence
from functools import cache
from math import prod
from typing import Any

import numpy as np

from lifetimes.errors import ShapeError, refuse
from lifetimes.ops import Array, Shape, World, as_shape, brackets, compatible, dtypes, is_full, merge
from lifetimes.ops.arithmetic import named_within, shape_of
from lifetimes.ops.debugging.wrappers import check_lists, dtype_among
from lifetimes.ops.layout.shape_rules import always, inserted, of_rank, rank_alone, shaped, without
from lifetimes.ops.registry import INDEX, Out, find, not_differentiable, op, public


def check_scalars(words: str, **arrays: Any) -> None:
    """Refuse an array that has axes, in words with places for its name and its shape."""
    for name, array in arrays.items():
        if np.ndim(array):
            raise refuse(words.format(name, brackets(array.shape)))


def sizes(values: Any) -> tuple[int, ...]:
    """Return an integer array, a list or one number as a tuple of plain ints."""
    found = np.asarray(values).tolist()
    return tuple(found) if isinstance(found, list) else (found,)


def filling(value: Array, shape: tuple[int, ...]) -> Array:
    """Return a new array of that shape which a value fills. ValueError where it cannot be broadcast to it."""
    if value.ndim > len(shape):
        raise ValueError("an assignment would leave axes of size 1 out")
    result = np.empty(shape, value.dtype)
    result[...] = value
    return result


@cache
def zero_of(dtype: Any) -> Array:
    """Return the zero of a dtype, which nobody can write to."""
    zero = np.zeros((), dtype)
    zero.flags.writeable = False
    return zero


def shape_argument(value: Any) -> Any:
    """Return a shape as a program gives it in the form that converts to an integer tensor."""
    if hasattr(type(value), "as_list"):
        sizes = as_shape(value)
        if sizes is None or None in sizes:
            raise ValueError(f"Cannot convert a partially known TensorShape {value} to a Tensor.")
        value = list(sizes)
    return np.zeros(0, np.int32) if isinstance(value, (list, tuple)) and not len(value) else value


# --- what the shape is -----------------------------------------------------------------------------------


op("Size", "input", lambda value, out_type: np.array(value.size, out_type.as_numpy_dtype),
   always("out_type"), not_differentiable, attrs={"out_type": dtypes.int32}, folds="shape")  # fmt: skip
op("Rank", "input", lambda value: np.array(value.ndim, np.int32), always(dtypes.int32), not_differentiable,
   folds="rank")  # fmt: skip


def _about(world: World, op_name: str, input: Any, out_type: Any, name: str | None) -> Any:
    """Return shape or size of the input: a constant where it is known, so that nothing waits for the input."""
    input, name = named_within(world, input, name, op_name)
    wanted = out_type or dtypes.int32
    dtype = dtype_among(world, "out_type", wanted) if op_name == "Shape" else dtypes.as_dtype(wanted)
    known = input.static_shape
    if not is_full(known) or (op_name == "Shape" and world.is_eager()):
        return world.apply(op_name, input, out_type=dtype, name=name)
    value = known if op_name == "Shape" else np.prod(known, dtype=np.int64)
    return world.constant_from(np.array(value, dtype.as_numpy_dtype), name or op_name)


@public("shape")
def shape(world: World, input: Any, out_type: Any = None, name: str | None = None) -> Any:
    """Return the shape of the tensor as a 1-D integer tensor."""
    return _about(world, "Shape", input, out_type, name)


@public("size")
def size(world: World, input: Any, out_type: Any = None, name: str | None = None) -> Any:
    """Return the number of elements as a scalar integer tensor."""
    return _about(world, "Size", input, out_type, name)


@public("rank")
def rank(world: World, input: Any, name: str | None = None) -> Any:
    """Return the number of axes as a scalar integer tensor."""
    input, name = named_within(world, input, name, "Rank")
    if input.static_shape is None:
        return world.apply("Rank", input, name=name)
    return world.constant_from(np.array(len(input.static_shape), np.int32), name or "Rank")


_SHAPE = find("Shape")
op("ShapeN", "input:*", lambda *values, out_type: [_SHAPE.kernel(value, out_type) for value in values],
   lambda inputs, attrs: [_SHAPE.shape([one], attrs) for one in inputs],  # type: ignore[misc]
   not_differentiable, outputs=-1)  # fmt: skip


@public("shape_n")
def shape_n(world: World, input: Any, out_type: Any = dtypes.int32, name: str | None = None) -> Any:
    """Return the shape of each tensor of a list."""
    check_lists(world, "shape_n", input=input)
    return list(world.apply("ShapeN", *input, out_type=dtype_among(world, "out_type", out_type), name=name))


def _ensure(value: Array, shape: Shape) -> Array:
    if not compatible(value.shape, shape):
        sizes = brackets(value.shape), brackets(shape)
        raise refuse("Shape of tensor input {} is not compatible with expected shape {}.".format(*sizes))
    return value


def _ensured(have: Shape, wanted: Shape) -> Shape:
    of_rank(have, -1 if wanted is None else len(wanted))  # TensorFlow's slip: no shape at all is refused
    return merge(wanted, have)


op("EnsureShape", "input", _ensure, shaped("shape? .shape", _ensured), lambda world, node, dy: dy,
   reads="shapes")  # fmt: skip


@public("ensure_shape")
def ensure_shape(world: World, x: Any, shape: Any, name: str | None = None) -> Any:
    """Return x, and check when it runs that it has the shape."""
    return world.apply("EnsureShape", x, shape=as_shape(shape), name=name)


# --- the same elements in another shape ------------------------------------------------------------------


def _reshape(tensor: Array, shape: Array) -> Array:
    for i, size in enumerate(sizes(shape)):
        if size < -1:
            raise refuse(f"Size {i} must be non-negative, not {size}")
    try:
        return tensor.reshape(_filled_in(tensor.shape, sizes(shape)))
    except ValueError:
        raise refuse(_reshape_words(tensor.shape, shape)) from None


def _filled_in(have: Sequence[int], wanted: Sequence[int]) -> Sequence[int]:
    """Return the sizes with a number for -1 where others are zero: as if the zeros on both sides were left out."""
    if list(wanted).count(-1) != 1 or 0 not in wanted or 0 not in have:
        return wanted
    rest = prod(size for size in wanted if size > 0)
    return [prod(size for size in have if size) // rest if size == -1 else size for size in wanted]


def _reshape_words(have: tuple[int, ...], shape: Array) -> str:
    count, free = prod(have), [i for i, size in enumerate(shape) if size == -1]
    if len(free) > 1:
        return f"Only one input size may be -1, not both {free[0]} and {free[1]}"
    wanted = int(np.prod([size for size in shape if size != -1], dtype=np.int64))
    needs = f"requires a multiple of {wanted}" if free and wanted else f"has {wanted}"
    return f"Input to reshape is a tensor with {count} values, but the requested shape {needs}"


def _reshape_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    dtype, wanted = inputs[0].dtype.base_dtype, inputs[1].static_value_as_shape()
    have = inputs[0].static_shape
    if wanted is None or have is None or wanted.count(None) > 1:
        return dtype, wanted
    rest = prod(size for size in wanted if size is not None)
    if not is_full(have):
        part = prod(size for size in have if size is not None)
        if is_full(wanted) and part and rest % part:
            raise ShapeError(f"Dimension size must be evenly divisible by {part} but is {rest}")
        return dtype, wanted
    count, free = prod(have), None in wanted
    if free and rest and count % rest:
        raise ShapeError(f"Dimension size must be evenly divisible by {rest} but is {count}")
    if rest != count and not (free and rest):
        raise ShapeError(f"Cannot reshape a tensor with {count} elements to shape {brackets(wanted)} ({rest} elements)")
    return dtype, tuple(count // rest if size is None and rest else size for size in wanted)


def _back_to_shape(world: World, node: Any, dy: Any) -> Any:
    """Gradient rule of ops that only change the shape of their first input."""
    shape = node.inputs[0].static_shape
    if shape is not None and shape.count(None) == 1 and node.definition.name == "Reshape":
        wanted: Any = [-1 if size is None else size for size in shape]
    else:
        wanted = shape_of(world, node.inputs[0])
    back = world.apply("Reshape", dy, wanted)
    return [back] + [None] * (len(node.inputs) - 1)


op("Reshape", "tensor:T shape:I", _reshape, _reshape_shape, _back_to_shape, reads="shapes", folds="values")


@public("reshape", v1=("manip.reshape",))
def reshape(world: World, tensor: Any, shape: Any, name: str | None = None) -> Any:
    """Return the elements of `tensor` in another shape; one size may be -1. Raises where the counts differ."""
    return world.apply("Reshape", tensor, shape_argument(shape), name=name)


def _squeeze(value: Array, axis: tuple[int, ...]) -> Array:
    try:
        return np.squeeze(value, axis or None)
    except ValueError:
        raise refuse(_squeeze_words(value.shape, axis)) from None


def _squeeze_words(shape: Any, axis: tuple[int, ...]) -> str:
    rank = len(shape)
    for one in axis:
        if not -rank <= one < rank:
            return f"Tried to squeeze dim index {one} for tensor with {rank} dimensions."
        if shape[one] not in (1, None):
            return f"Can not squeeze dim[{one % rank}], expected a dimension of 1, got {shape[one]}"
    return ""


def _squeezed(shape: tuple[int | None, ...], axis: tuple[int, ...]) -> Shape:
    if not axis and None in shape:
        return None
    for i, one in enumerate(axis):
        if not -len(shape) <= one < len(shape):
            raise ShapeError(f"squeeze_dims[{i}] not in [{-len(shape)},{len(shape)}).")
    if words := _squeeze_words(shape, axis):
        raise ShapeError(words)
    return without(shape, axis or [i for i, size in enumerate(shape) if size == 1])


op("Squeeze", "input", _squeeze, shaped("shape .axis", _squeezed), _back_to_shape, reads="shapes", folds="values")


@public("squeeze")
def squeeze(world: World, input: Any, axis: Any = None, name: str | None = None) -> Any:
    """Return the tensor without its axes of size 1: all of them, or those given."""
    axes = () if axis is None else sizes(axis)
    return world.apply("Squeeze", input, axis=axes, name=name)


def _expand(value: Array, dim: Array) -> Array:
    if dim.size != 1:
        raise refuse("'dim' must be a tensor with a single value")
    axis = int(dim.reshape(()))
    if not -value.ndim - 1 <= axis <= value.ndim:
        raise refuse(f"Tried to expand dim index {axis} for tensor with {value.ndim} dimensions.")
    return value.reshape(inserted(value.shape, 1, axis))  # what `np.expand_dims` does in four times as long


def _expanded(shape: tuple[int | None, ...], axis: int | None) -> Shape:
    rank = len(shape)
    if axis is None:
        return (None,) * (rank + 1)
    if not -rank - 1 <= axis <= rank:
        raise ShapeError(f"dim {axis} not in the interval [{-rank - 1}, {rank}].")
    return inserted(shape, 1, axis)


op("ExpandDims", "input dim:I", _expand, shaped("shape size?", _expanded), _back_to_shape, reads="shapes",
   folds="values")  # fmt: skip


@public("expand_dims")
def expand_dims(world: World, input: Any, axis: Any, name: str | None = None) -> Any:
    """Return the tensor with a new axis of size 1 at `axis`."""
    return world.apply("ExpandDims", input, axis, name=name)


# --- axes in another order -------------------------------------------------------------------------------


def _transpose(x: Array, perm: Array) -> Array:
    if perm.ndim != 1:
        raise refuse(f"perm must be rank 1, got shape {brackets(perm.shape)}")
    axes = sizes(perm)
    if len(axes) != x.ndim:
        raise refuse(f"transpose expects a vector of size {x.ndim}. But input(1) is a vector of size {len(axes)}")
    for axis in axes:
        if not -x.ndim <= axis < x.ndim:
            raise refuse(f"{axis} is out of range [0 .. {x.ndim})")
    for i in range(x.ndim):
        if i not in axes and i - x.ndim not in axes:
            raise refuse(f"{i} is missing from {{{','.join(map(str, axes))}}}.")
    return np.transpose(x, axes)


def _transposed(inputs: Any, attrs: dict[str, Any]) -> Out:
    shape, perm = inputs[0].static_shape, inputs[1].static_value()
    dtype, order = inputs[0].dtype.base_dtype, inputs[1].static_shape
    if shape is not None and order not in (None, (None,), (len(shape),)):
        raise ShapeError(f"Dimension must be {len(shape)} but is {order[0] if order else 1}")
    if perm is None or shape is None:
        return dtype, rank_alone(inputs[1].static_value_as_shape() if shape is None else shape)
    for axis in perm:
        if not -len(shape) <= axis < len(shape):
            raise ShapeError(f"perm dim {axis} is out of range of input rank {len(shape)}")
    return dtype, tuple(shape[int(axis)] for axis in perm)


def _transpose_back(world: World, node: Any, dy: Any) -> Any:
    return world.apply(node.definition.name, dy, world.apply("InvertPermutation", node.inputs[1])), None


def _invert(x: Array) -> Array:
    if x.ndim != 1:
        raise refuse("invert_permutation expects a 1D vector.")
    numbers = sizes(x)
    if len(set(numbers)) != x.size:
        again = next(one for i, one in enumerate(numbers) if one in numbers[:i])
        raise refuse(f"{again} is duplicated in the input.")
    for one in numbers:
        if not 0 <= one < x.size:
            raise refuse(f"{one} is not between 0 and {x.size}")
    inverse = np.empty_like(x)
    inverse[x] = np.arange(x.size, dtype=x.dtype)
    return inverse


op("Transpose", "x:T perm:I", _transpose, _transposed, _transpose_back, label="transpose", reads="perm")
op("ConjugateTranspose", "x:T perm:I", lambda x, perm: np.conj(_transpose(x, perm)), _transposed, _transpose_back)
op("InvertPermutation", "x:T", _invert, shaped("shape=1", lambda shape: shape), not_differentiable, allow=INDEX)


@public("transpose")
def transpose(world: World, a: Any, perm: Any = None, conjugate: bool = False, name: str | None = "transpose") -> Any:
    """Return the tensor with its axes in the order `perm`, reversed by default."""
    a, name = named_within(world, a, name, "transpose", "a")
    kind = "ConjugateTranspose" if conjugate and a.dtype.is_complex else "Transpose"
    if perm is not None:
        return world.apply(kind, a, perm, name=name)
    if a.static_shape is not None:
        backwards = np.arange(len(a.static_shape) - 1, -1, -1, dtype=np.int32)
        return world.apply(kind, a, backwards, name=name)
    with world.name_scope(name, "transpose", [a]) as scope:
        last = world.apply("Rank", a) - 1
        return world.apply(kind, a, world.apply("Range", last, -1, -1, name="Range"), name=scope)


@public("linalg.matrix_transpose", v1=("matrix_transpose", "linalg.transpose"), scope="matrix_transpose +a")
def matrix_transpose(world: World, a: Any, name: str | None = "matrix_transpose", conjugate: bool = False) -> Any:
    """Return the tensor with its last two axes exchanged. ValueError for fewer than two."""
    known = a.static_shape
    if known is None:
        rank = world.apply("Rank", a)
        lead, last = world.apply("Range", 0, rank - 2, 1), world.apply("Pack", rank - 1, rank - 2)
        order = world.apply("ConcatV2", lead, last, 0)
    elif len(known) < 2:
        raise ValueError(f"Argument `a` should be a (batch) matrix with rank >= 2.  Received `a` = {a} with shape: "
                         f"{world.shape_class(known)}")  # fmt: skip
    else:
        order = np.array([*range(len(known) - 2), len(known) - 1, len(known) - 2], np.int32)
    return transpose(world, a, order, conjugate)


@public("linalg.adjoint", scope="adjoint matrix")
def adjoint(world: World, matrix: Any, name: str | None = None) -> Any:
    """Return the conjugate transpose of the last two axes."""
    return matrix_transpose(world, matrix, conjugate=True)
