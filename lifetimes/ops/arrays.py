"""Ops on shape and layout: what moves elements about without computing on them."""

from __future__ import annotations

from typing import Any

import numpy as np

from lifetimes.errors import InvalidArgumentError, ShapeError
from lifetimes.ops import dtypes
from lifetimes.ops.arithmetic import shape_of, sum_to
from lifetimes.ops.dtypes import Array
from lifetimes.ops.registry import Out, not_differentiable, op, public, same
from lifetimes.ops.shapes import Shape, as_shape, brackets, broadcast, is_full, merge


def _shape_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    shape = inputs[0].static_shape
    return attrs.get("out_type", dtypes.int32), (None,) if shape is None else (len(shape),)


def _shape_kernel(value: Array, out_type: Any = dtypes.int32) -> Array:
    return np.array(np.shape(value), out_type.as_numpy_dtype)


op("Shape", "input", _shape_kernel, _shape_shape, not_differentiable)


def _cast(x: Array, to: Any) -> Array:
    if (x.dtype == np.object_) != (to.kind == "s"):
        names = dtypes.of(x).name, to.name
        raise InvalidArgumentError(None, None, f"Cast {names[0]} to {names[1]} is not supported")
    if x.dtype.kind == "c" and to.kind != "c":
        x = np.real(x)
    return x.astype(to.as_numpy_dtype)


op(
    "Cast",
    "x",
    _cast,
    lambda inputs, attrs: (attrs["to"], inputs[0].static_shape),
    lambda world, node, dy: world.apply("Cast", dy, to=node.inputs[0].dtype.base_dtype)
    if node.inputs[0].dtype.base_dtype.kind in "fc" and dy.dtype.kind in "fc"
    else None,
)
op("ZerosLike", "x", np.zeros_like, same, not_differentiable, label="zeros_like")
op("OnesLike", "x", np.ones_like, same, not_differentiable, label="ones_like")


def _reshape(tensor: Array, shape: Array) -> Array:
    try:
        return tensor.reshape(tuple(int(s) for s in shape))
    except ValueError:
        raise InvalidArgumentError(None, None, _reshape_words(tensor.shape, shape)) from None


def _reshape_words(have: tuple[int, ...], shape: Array) -> str:
    count, wanted = int(np.prod(have)), int(np.prod(shape))
    if wanted < 0:
        return f"Input to reshape is a tensor with {count} values, but the requested shape requires a multiple of {-wanted}"
    return f"Input to reshape is a tensor with {count} values, but the requested shape has {wanted}"


def _reshape_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    dtype, wanted = inputs[0].dtype.base_dtype, inputs[1].static_value_as_shape()
    known = inputs[1].static_value()
    have = inputs[0].static_shape
    if wanted is None or have is None or known is None or not is_full(have):
        return dtype, wanted
    count, rest = int(np.prod(have)), int(np.prod([s for s in known.flat if s != -1], dtype=np.int64))
    if (-1 in known and (rest == 0 or count % rest)) or (-1 not in known and rest != count):
        raise ShapeError(
            f"Cannot reshape a tensor with {count} elements to shape {brackets(wanted)} ({rest} elements)"
        )
    return dtype, tuple(count // rest if size is None else size for size in wanted)


op(
    "Reshape",
    "tensor:T shape:I",
    _reshape,
    _reshape_shape,
    lambda world, node, dy: (world.apply("Reshape", dy, shape_of(world, node.inputs[0])), None),
)


@public("reshape")
def reshape(world: Any, tensor: Any, shape: Any, name: str | None = None) -> Any:
    """Return the elements of `tensor` in another shape; one size may be -1. Raises where the counts differ."""
    return world.apply("Reshape", tensor, shape, name=name)


def _broadcast_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    wanted = inputs[1].static_value_as_shape()
    if wanted is not None:
        broadcast(inputs[0].static_shape, wanted)
    return inputs[0].dtype.base_dtype, wanted


def _broadcast_to(value: Array, shape: Array) -> Array:
    try:
        return np.broadcast_to(value, tuple(shape)).copy()
    except ValueError:
        words = f"Incompatible shapes: {brackets(value.shape)} vs. {brackets(tuple(int(s) for s in shape))}"
        raise InvalidArgumentError(None, None, words) from None


op(
    "BroadcastTo",
    "input:T shape:I",
    _broadcast_to,
    _broadcast_shape,
    lambda world, node, dy: (world.apply("SumToShape", dy, shape_of(world, node.inputs[0])), None),
)


@public("broadcast_to")
def broadcast_to(world: Any, input: Any, shape: Any, name: str | None = None) -> Any:
    """Return the tensor repeated along new or one-sized axes until it has the shape."""
    return world.apply("BroadcastTo", input, shape, name=name)


def _pack_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    shape: Shape = None
    for tensor in inputs:
        shape = merge(shape, tensor.static_shape)
    if shape is None:
        return inputs[0].dtype.base_dtype, None
    axis = attrs["axis"] % (len(shape) + 1)
    return inputs[0].dtype.base_dtype, (*shape[:axis], len(inputs), *shape[axis:])


def _pack(*values: Array, axis: int) -> Array:
    try:
        return np.stack(values, axis)
    except ValueError:
        first = values[0].shape
        i = next(i for i, value in enumerate(values) if value.shape != first)
        words = f"Shapes of all inputs must match: values[0].shape = {brackets(first)} != values[{i}].shape = "
        raise InvalidArgumentError(None, None, words + brackets(values[i].shape)) from None


def _pack_gradient(world: Any, node: Any, dy: Any) -> Any:
    return world.apply("Unpack", dy, num=len(node.inputs), axis=node.attrs["axis"])


def _unpack_shape(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    shape = inputs[0].static_shape
    axis = attrs["axis"]
    part = None if shape is None else tuple(s for i, s in enumerate(shape) if i != axis % len(shape))
    return [(inputs[0].dtype.base_dtype, part)] * int(attrs["num"])


def _unpack(value: Array, num: int, axis: int) -> tuple[Array, ...]:
    return tuple(np.moveaxis(value, axis, 0))


def _unpack_gradient(world: Any, node: Any, *dys: Any) -> Any:
    zeros = [world.apply("ZerosLike", o) if d is None else d for o, d in zip(node.outputs, dys, strict=True)]
    return world.apply("Pack", *zeros, axis=node.attrs["axis"])


op("Pack", "values:T*", _pack, _pack_shape, _pack_gradient, label="stack")
op("Unpack", "value", _unpack, _unpack_shape, _unpack_gradient, label="unstack", outputs=-1)


def _select(condition: Array, x: Array, y: Array) -> Array:
    if condition.ndim == 1 and x.ndim > 1:
        condition = condition.reshape((-1,) + (1,) * (x.ndim - 1))
    return np.where(condition, x, y)


def _select_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    return inputs[1].dtype.base_dtype, merge(inputs[1].static_shape, inputs[2].static_shape)


def _select_gradient(world: Any, node: Any, dy: Any) -> Any:
    condition, x, y = node.inputs
    zeros = world.apply("ZerosLike", dy)
    return None, world.apply("Select", condition, dy, zeros), world.apply("Select", condition, zeros, dy)


op("Select", "condition:bool t:T e:T", _select, _select_shape, _select_gradient)


def _select_v2_shape(inputs: Any, attrs: dict[str, Any]) -> Out:
    shape = broadcast(inputs[1].static_shape, inputs[2].static_shape)
    return inputs[1].dtype.base_dtype, broadcast(inputs[0].static_shape, shape)


def _select_v2_gradient(world: Any, node: Any, dy: Any) -> Any:
    condition, x, y = node.inputs
    zeros = world.apply("ZerosLike", dy)
    dx, de = world.apply("SelectV2", condition, dy, zeros), world.apply("SelectV2", condition, zeros, dy)
    return None, sum_to(world, dx, x), sum_to(world, de, y)


op("SelectV2", "condition:bool t:T e:T", np.where, _select_v2_shape, _select_v2_gradient)


@public("identity")
def identity(world: Any, input: Any, name: str | None = None) -> Any:
    """Return the same value as a new tensor."""
    return world.apply("Identity", input, name=name)


@public("cast")
def cast(world: Any, x: Any, dtype: Any, name: str | None = None) -> Any:
    """Return the tensor with its elements converted; the tensor itself where it has that dtype already."""
    dtype = dtypes.as_dtype(dtype).base_dtype
    x = world.convert(x, name="x")
    return x if x.dtype.base_dtype == dtype else world.apply("Cast", x, to=dtype, name=name)


@public("shape")
def shape(world: Any, input: Any, out_type: Any = None, name: str | None = None) -> Any:
    """Return the shape of the tensor as a 1-D integer tensor."""
    return world.apply("Shape", input, out_type=dtypes.as_dtype(out_type or dtypes.int32), name=name)


def shape_argument(value: Any) -> Any:
    """Return a shape given by a program as plain ints where it can be, else as it is."""
    return list(as_shape(value) or ()) if hasattr(value, "as_list") else value
