"""Ops that pick elements by index, and those that put elements where an index says."""

from collections.abc import Callable
from functools import partial
from math import prod
from typing import Any

import numpy as np

from lifetimes.errors import ShapeError, refuse
from lifetimes.ops import Array, Shape, World, brackets, dtypes, merge
from lifetimes.ops.arithmetic import shape_of
from lifetimes.ops.debugging.wrappers import function_of
from lifetimes.ops.layout.arrays import filling, size, sizes
from lifetimes.ops.layout.shape_rules import at_least, shaped
from lifetimes.ops.registry import NUMBERS, ORDERED, op, public, told


def check_rows(indices: Array, size: int) -> None:
    """Raise InvalidArgumentError where an index is outside of [0, size)."""
    if indices.size and not (indices.min() >= 0 and indices.max() < size):
        where = np.argwhere((indices < 0) | (indices >= size))[0]
        raise refuse(f"indices{brackets(where) if where.size else ''} = {indices[tuple(where)]} is not in [0, {size})")


# --- gather ----------------------------------------------------------------------------------------------


def _gather(params: Array, indices: Array, axis: Array, batch_dims: int = 0) -> Any:
    if not params.ndim:
        raise refuse("params must be at least 1 dimensional")
    if not -params.ndim <= axis < params.ndim:
        raise refuse(f"Shape must be at least rank {axis + 1} but is rank {params.ndim}")
    at = int(axis) % max(params.ndim, 1)
    check_rows(indices, params.shape[at])
    if not batch_dims:
        return dtypes.boxed(params.take(indices, at))
    rows = [_gather(p, i, np.array(at - 1), batch_dims - 1) for p, i in zip(params, indices, strict=True)]
    return np.stack(rows) if rows else np.zeros((0, *indices.shape[1:], *params.shape[1:][at:]), params.dtype)


def _gathered(params: Any, indices: Any, axis: int | None, batch: int) -> Shape:
    at_least(params, 1)
    if axis is None:
        return (None,) * (len(params) + len(indices) - 1 - batch)
    at_least(params, axis + 1 if axis >= 0 else -axis)
    at = axis % len(params)
    return *params[:at], *indices[batch:], *params[at + 1 :]


def _gather_gradient(world: World, node: Any, dy: Any) -> Any:
    params, indices, axis = node.inputs
    shape, batch = shape_of(world, params), node.attrs["batch_dims"]
    at = axis.static_value()
    if batch or at is None or int(at) != 0:
        return world.apply("GatherV2Grad", shape, indices, axis, dy, batch_dims=batch), None, None
    return slices_of(world, dy, indices, shape), None, None


def slices_of(world: World, dy: Any, indices: Any, shape: Any) -> Any:
    """Return the gradient of the rows that were picked from a tensor of that shape, one for each index."""
    count = world.apply("ExpandDims", size(world, indices), 0)
    values = world.apply("Reshape", dy, world.apply("ConcatV2", count, shape[1:], 0))
    return world.slices(values, world.apply("Reshape", indices, count), shape)


def _adding_back(pick: Callable[..., Array], shape: Array, *indices_and_dy: Array, **attrs: Any) -> Array:
    """Add a gradient to each place from which an element was picked."""
    *indices, dy = indices_and_dy
    result = np.zeros(sizes(shape), dy.dtype)
    places = pick(np.arange(result.size).reshape(result.shape), *indices, **attrs)
    np.add.at(result.reshape(-1), places.ravel(), dy.ravel())
    return result


op("GatherV2", "params indices:I=Tindices axis", _gather, shaped("shape shape size? .batch_dims", _gathered),
   _gather_gradient, attrs={"batch_dims": 0}, reads="inputs", folds="values")  # fmt: skip
op("GatherV2Grad", "shape indices axis dy", partial(_adding_back, _gather), told(3, 0),
   lambda world, node, dy: (None, None, None, world.apply("GatherV2", dy, *node.inputs[1:3],
                                                          **node.attrs)))  # fmt: skip


@public("gather")
def gather(
    world: World, params: Any, indices: Any, validate_indices: Any = None, axis: Any = None, batch_dims: int = 0,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return the slices of `params` along `axis` that the indices name. Raises where an index is out of range."""
    if hasattr(type(params), "_gather"):
        return params._gather(indices, axis, batch_dims, name)
    axis = batch_dims if axis is None else axis
    if isinstance(axis, int) and axis == 0 and not batch_dims and hasattr(type(params), "sparse_read"):
        return params.sparse_read(indices, name)  # a variable reads the rows, not the whole
    return world.apply("GatherV2", params, indices, axis, batch_dims=batch_dims, name=name)


@public(v1=("batch_gather",))
def batch_gather(world: World, params: Any, indices: Any, name: str | None = None) -> Any:
    """Return for each row of `params` the elements that the same row of `indices` names."""
    indices = world.convert(indices, name="indices")
    batch = len(indices.static_shape) - 1
    return world.apply("GatherV2", params, indices, batch, batch_dims=batch, name=name or "BatchGather")


def places_of(indices: Array, shape: tuple[int, ...], what: str) -> tuple[Array, ...]:
    """Return a NumPy index of the slices that the rows of `indices` name. Raises with the first that is outside."""
    if indices.shape[-1] > len(shape):
        saw = f"saw: {indices.shape[-1]} vs. {len(shape)}"
        raise refuse(f"index innermost dimension length must be <= params rank; {saw}")
    outside = ((indices < 0) | (indices >= np.array(shape[: indices.shape[-1]]))).any(-1)
    if outside.any():
        at = np.argwhere(outside)[0]
        raise refuse(f"indices{brackets(at)} = [{', '.join(map(str, indices[tuple(at)]))}] does not index into {what}")
    return tuple(np.moveaxis(indices, -1, 0))


def _gather_nd(params: Array, indices: Array, batch_dims: int = 0) -> Any:
    if batch_dims:
        return np.stack([_gather_nd(p, i, batch_dims - 1) for p, i in zip(params, indices, strict=True)])
    if not params.size and prod(indices.shape[:-1]):
        raise refuse(f"Requested more than 0 entries, but params is empty.  Params shape: {brackets(params.shape)}")
    if not indices.shape[-1]:
        return filling(params, (*indices.shape[:-1], *params.shape))
    what = f"param shape {brackets(params.shape)}, node name: GatherNd"
    return dtypes.boxed(params[places_of(indices, params.shape, what)])


def _gathered_nd(params: Any, indices: Any, batch: int) -> Shape:
    at_least(indices, 1)
    if params is None or indices[-1] is None:
        return None
    if indices[-1] + batch > len(params):
        raise ShapeError(f"indices.shape[-1] must be <= params.rank, but saw indices shape: {brackets(indices)} and "
                         f"params shape: {brackets(params)}")  # fmt: skip
    return *indices[:-1], *params[batch + indices[-1] :]


def _gather_nd_gradient(world: World, node: Any, dy: Any) -> Any:
    params, indices = node.inputs
    if node.attrs["batch_dims"]:
        return world.apply("GatherNdGrad", shape_of(world, params), indices, dy, **node.attrs), None
    if indices.static_shape and len(indices.static_shape) == 2 and indices.static_shape[-1] == 1:
        shape = shape_of(world, params)
        return world.slices(dy, world.apply("Squeeze", indices, axis=(-1,)), shape), None
    return world.apply("ScatterNd", world.apply("Cast", indices, to=dtypes.int32), dy, shape_of(world, params)), None


op("GatherNd", "params indices:I", _gather_nd, shaped("shape? shape .batch_dims", _gathered_nd), _gather_nd_gradient,
   attrs={"batch_dims": 0}, reads="inputs")  # fmt: skip
op("GatherNdGrad", "shape indices dy", partial(_adding_back, _gather_nd), told(2, 0),
   lambda world, node, dy: (None, None, world.apply("GatherNd", dy, node.inputs[1], **node.attrs)))  # fmt: skip


@public("gather_nd")
def gather_nd(
    world: World, params: Any, indices: Any, batch_dims: int = 0, name: str | None = None, bad_indices_policy: str = ""
) -> Any:
    """Return the elements or slices of `params` at the positions in the last axis of `indices`."""
    batch_dims = int(batch_dims)
    if batch_dims < 0:
        raise ValueError("tf.gather_nd does not allow negative batch_dims.")
    if batch_dims:
        params, indices = world.convert(params, name="params"), world.convert(indices, name="indices")
        for name, shape in (("indices", indices.static_shape), ("params", params.static_shape)):
            if shape is not None and batch_dims >= len(shape):
                rank = f"rank(`{name}`) = {len(shape)}"
                raise ValueError(f"Argument `batch_dims` = {batch_dims} must be less than {rank}")
    return world.apply("GatherNd", params, indices, batch_dims=batch_dims, name=name)


# --- scatter ---------------------------------------------------------------------------------------------


def assign_at(array: Array, places: Any, updates: Array) -> None:
    """Put the updates at these places of the array."""
    array[places] = updates


def placed(shape: Shape, indices: Any, updates: Any) -> Shape:
    """Return the shape into which parts are put, one for each index tuple. ShapeError where they do not fit."""
    at_least(indices, 1)
    if None not in (shape, indices) and updates and indices[-1] is not None:
        outer = len(indices) - 1
        _parts_fit("indices", indices, (0, outer), updates, (0, outer))
        _parts_fit("input", shape, (indices[-1], len(shape or ())), updates, (outer, len(updates)))
    return shape


def _parts_fit(what: str, shape: Any, part: tuple[int, int], updates: Any, others: tuple[int, int]) -> None:
    """Raise ShapeError where some dimensions of the updates are not those of what they are for."""
    sides = shape[slice(*part)], updates[slice(*others)]
    try:
        merge(*sides)
    except ShapeError as error:
        first, second = (f"Dimensions [{start},{end})" for start, end in (part, others))
        have = f"{first} of {what}[shape={brackets(shape)}] = {brackets(sides[0])}"
        want = f"{second.replace('D', 'd', 1)} of updates[shape={brackets(updates)}] = {brackets(sides[1])}"
        raise ShapeError(f"{have} must match {want}: {error}") from None


def _parts_at(indices: Array, updates: Array, shape: tuple[int, ...], of_tensor: bool = False) -> tuple[Array, ...]:
    """Return a NumPy index of where parts are put. Raises where they are not one of the size for each index tuple."""
    for name, array in (("Indices", indices), ("Updates", updates)):
        if not array.ndim:
            raise refuse(f"{name} shape must have rank at least one. Found:[]")
    of_indices, given, whole = (brackets(one) for one in (indices.shape, updates.shape, shape))
    if not prod(shape) and (indices.size or updates.size):
        raise refuse(f"Indices and updates specified for empty output.  indices shape: {of_indices}")
    depth, outer, rank = indices.shape[-1], indices.ndim - 1, len(shape)
    more = updates.ndim - outer
    if indices.shape[:outer] != updates.shape[:outer]:
        words = f"Dimensions [0,{outer}) of indices[shape={of_indices}] must match dimensions [0,{outer})"
        tensors = f"Outer dimensions of indices and update must match. Indices shape: {of_indices}, updates shape:"
    elif depth <= rank and shape[depth:] == updates.shape[outer:]:
        return places_of(indices, shape, f"shape {whole}")
    else:
        words = f"Dimensions [{depth},{rank}) of input[shape={whole}] must match dimensions [{outer},{updates.ndim})"
        tensors = f"The inner {more} dimensions of output.shape={whole} must match the inner {more} dimensions of "
        tensors += "updates.shape="
        if rank - depth != more:
            tensors = "Inner dimensions of output shape must match inner dimensions of updates shape. "
            tensors += f"Output: {whole} updates: "
    raise refuse(f"{tensors}{given}" if of_tensor else f"{words} of updates[shape={given}]")


def _scatter_nd(indices: Array, updates: Array, shape: Array) -> Array:
    if shape.ndim != 1:
        raise refuse("Shape must be a vector")
    whole, text = sizes(shape), updates.dtype == np.object_
    places = _parts_at(indices, updates, whole)
    result = np.full(whole, b"" if text else 0, updates.dtype)
    (assign_at if text else np.add.at)(result, places, updates)
    return result


op("ScatterNd", "indices:I updates:T shape:I=Tindices", _scatter_nd,
   shaped("shape? shape? sizes?", lambda indices, updates, shape: placed(shape, indices, at_least(updates, 1)), 1),
   lambda world, node, dy: (None, world.apply("GatherNd", dy, node.inputs[0]), None))  # fmt: skip


def _update_gradient(world: World, node: Any, dy: Any) -> Any:
    _, indices, updates = node.inputs
    kept = world.apply("TensorScatterUpdate", dy, indices, world.apply("ZerosLike", updates))
    return kept, None, world.apply("GatherNd", dy, indices)


def _extreme_gradient(world: World, node: Any, dy: Any) -> Any:
    tensor, indices, updates = node.inputs
    winner = node.outputs[0]
    kept = world.apply("Cast", world.apply("Equal", winner, tensor), to=dy.dtype)
    won = world.apply("Equal", world.apply("GatherNd", winner, indices), updates)
    won = world.apply("Cast", won, to=dy.dtype)
    placed = world.apply("ScatterNd", indices, won, world.apply("Shape", tensor, out_type=indices.dtype.base_dtype))
    share = dy / (kept + placed)  # of equal ones each has a part
    return kept * share, None, world.apply("GatherNd", share, indices) * won


def _scattering(at: Callable[..., Any], tensor: Array, indices: Array, updates: Array) -> Array:
    result = tensor.copy()
    at(result, _parts_at(indices, updates, tensor.shape, of_tensor=True), updates)
    return result


for _name, _put, _gradient, _allow in (
    ("Update", assign_at, _update_gradient, ()),
    ("Add", np.add.at, lambda w, n, dy: (dy, None, w.apply("GatherNd", dy, n.inputs[1])), NUMBERS),
    ("Sub", np.subtract.at, lambda w, n, dy: (dy, None, -w.apply("GatherNd", dy, n.inputs[1])), NUMBERS),
    ("Max", np.maximum.at, _extreme_gradient, ORDERED), ("Min", np.minimum.at, _extreme_gradient, ORDERED),
):  # fmt: skip
    op(f"TensorScatter{_name}", "tensor:T indices:I updates:T", partial(_scattering, _put),
       shaped("shape? shape? shape?", lambda tensor, *parts: placed(at_least(tensor, 1), *parts)), _gradient,
       allow=_allow)  # fmt: skip
    _by = _name.lower()
    _old = "" if _by in ("max", "min") else f"v1:tensor_scatter_{_by}"
    function_of(f"TensorScatter{_name}", f"tensor_scatter_nd_{_by} {_old}",
                f"Return a copy of the tensor with the updates put in place by `{_by}` where the indices say.",
                "tensor indices updates -bad_indices_policy=''")  # fmt: skip
function_of("ScatterNd", "scatter_nd", "Return a tensor of zeros of that shape with the updates added where the "
            "indices say.", "indices updates shape -bad_indices_policy=''")  # fmt: skip
