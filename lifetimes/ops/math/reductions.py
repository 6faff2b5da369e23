"""Ops that fold axes away: sums, means, extremes, products, and the truth of many."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import prod
from typing import Any

import numpy as np

from lifetimes.errors import ShapeError
from lifetimes.ops import dtypes
from lifetimes.ops.arithmetic import conj, shape_of
from lifetimes.ops.dtypes import Array
from lifetimes.ops.layout.arrays import rank, refuse, shape_argument, sizes
from lifetimes.ops.layout.shape_rules import at_most, without
from lifetimes.ops.registry import NUMBERS, ORDERED, Out, not_differentiable, op, public, publish_as, same, told
from lifetimes.ops.world import World


def folded_axes(axes: Any, rank: int) -> tuple[int, ...]:
    """Return the axes counted from the front. Raises where there is no such axis."""
    found = sizes(axes)
    for axis in found:
        if not -rank <= axis < rank:
            raise refuse(f"Invalid reduction dimension ({axis} for input with {rank} dimension(s)")
    return tuple([axis % rank for axis in found])


def _reduced(inputs: Any, attrs: dict[str, Any]) -> Out:
    value, axes = inputs[0], inputs[1].static_value()
    shape, keep = value.static_shape, attrs["keep_dims"]
    dtype = value.dtype.base_dtype
    at_most(inputs[1].static_shape, 1)
    if shape is None:
        folds_all = axes is None and inputs[1].op.type == "Range" and inputs[1].op.inputs[1].op.type == "Rank"
        return dtype, () if folds_all and not keep else None
    if axes is None:
        return dtype, (None,) * len(shape) if keep else None
    for axis in sizes(axes):
        if not -len(shape) <= axis < len(shape):
            raise ShapeError(f"Invalid reduction dimension {axis} for input with {len(shape)} dimensions.")
    return dtype, without(shape, sizes(axes), keep)


def _fold(ufunc: np.ufunc, of_nothing: Callable[[Any], Any] | None, value: Array, axes: Array, keep_dims: bool) -> Any:
    """Fold with a ufunc; one without identity gives of nothing what its dtype says."""
    where = {} if of_nothing is None or value.size else {"initial": of_nothing(value.dtype)}
    kind = value.dtype if of_nothing is None else None
    return ufunc.reduce(value, axis=folded_axes(axes, value.ndim), keepdims=keep_dims, dtype=kind, **where)


def least(dtype: Any) -> Any:
    """Return what is no greater than any number of the dtype."""
    return -np.inf if dtype.kind == "f" else np.iinfo(dtype).min


def greatest(dtype: Any) -> Any:
    """Return what is no less than any number of the dtype."""
    return np.inf if dtype.kind == "f" else np.iinfo(dtype).max


def _mean(value: Array, axes: Array, keep_dims: bool) -> Any:
    folded = folded_axes(axes, value.ndim)
    count = prod([value.shape[axis] for axis in folded])
    wide = np.dtype(np.float32) if value.dtype == np.float16 else value.dtype
    total: Any = np.add.reduce(value, axis=folded, keepdims=keep_dims, dtype=wide)  # type: ignore[call-overload]
    if value.dtype.kind in "iu" or (value.dtype.kind == "c" and not count):
        return np.asarray(np.trunc(total / count) if count else total * 0).astype(value.dtype)
    return np.asarray(total / wide.type(count), value.dtype)


def _norm(value: Array, axes: Array, keep_dims: bool) -> Any:
    total: Any = np.square(np.abs(value)).sum(axis=folded_axes(axes, value.ndim), keepdims=keep_dims)
    return np.sqrt(total).astype(value.dtype)


# --- gradients -------------------------------------------------------------------------------------------


def spread(dy: Array, whole: tuple[int, ...], axes: Array, mean: bool) -> Array:
    """Return the gradient of a sum or mean over axes of an array of that shape: each element gets the same."""
    result = np.empty(whole, dy.dtype)
    if mean and result.size:
        dy = np.asarray(dy / (result.size // dy.size), dy.dtype)
    kept: Any = without(whole, folded_axes(axes, len(whole)), keep=True) if dy.ndim else ()
    result[...] = dy.reshape(kept)
    return result


def _reduced_shape(shape: Array, axes: Array) -> Array:
    kept = shape.copy()
    kept[list(folded_axes(axes, len(shape)))] = 1
    return kept


op("Spread", "dy shape axes",
   lambda dy, shape, axes, keep_dims, mean: spread(dy, sizes(shape), axes, mean), told(0, 1),
   lambda w, n, dy: (
       w.apply("Mean" if n.attrs["mean"] else "Sum", dy, n.inputs[2], keep_dims=n.attrs["keep_dims"]), None, None),
   label="Tile")  # fmt: skip
op("ReducedShape", "shape axes", _reduced_shape, same, not_differentiable)


def _evenly(mean: bool, world: World, node: Any, dy: Any) -> Any:
    """The gradient rule of a sum or mean: every element gets the same."""
    value, axes = node.inputs
    keep = node.attrs["keep_dims"]
    label = "truediv" if mean else "Tile"
    return world.apply("Spread", dy, shape_of(world, value), axes, keep_dims=keep, mean=mean, name=label), None


def _kept(world: World, node: Any, *tensors: Any) -> list[Any]:
    """Return tensors in the reduced shape with their folded axes kept as axes of size 1."""
    if node.attrs["keep_dims"]:
        return list(tensors)
    kept = world.apply("ReducedShape", shape_of(world, node.inputs[0]), node.inputs[1])
    return [world.apply("Reshape", tensor, kept) for tensor in tensors]


def _to_the_chosen(world: World, node: Any, dy: Any) -> Any:
    """Share the gradient of an extreme evenly among the elements that are equal to it."""
    value, axes = node.inputs
    extreme, dy = _kept(world, node, node.outputs[0], dy)
    chosen = world.apply("Cast", world.apply("Equal", extreme, value), to=dy.dtype.base_dtype)
    return world.apply("RealDiv", chosen, world.apply("Sum", chosen, axes, keep_dims=True)) * dy, None


def _product_gradient(world: World, node: Any, dy: Any) -> Any:
    return _kept(world, node, dy)[0] * conj(world, world.apply("ProductOfOthers", *node.inputs)), None


def _norm_gradient(world: World, node: Any, dy: Any) -> Any:
    norm, dy = _kept(world, node, node.outputs[0], dy)
    return world.apply("RealDiv", node.inputs[0], world.apply("RealDiv", norm, dy)), None


def _along_the_fold(function: Callable[..., Array], *inputs: Array) -> Array:
    """Hand what is folded together to a function as one first axis."""
    *arrays, axes = inputs
    folded = folded_axes(axes, arrays[0].ndim)
    first = range(len(folded))
    moved = [np.moveaxis(array, folded, first) for array in arrays]
    shape = moved[0].shape
    count = int(np.prod(shape[: len(folded)]))
    result = function(*(one.reshape(count, *shape[len(folded) :]) for one in moved))
    return np.moveaxis(result.reshape(shape), first, folded)


def _product_before(value: Array) -> Array:
    """Return for each element the product of those before it: with that of those behind it right also at a 0."""
    return np.cumprod(np.concatenate([np.ones_like(value[:1]), value[:-1]]), 0, dtype=value.dtype)


def _others_gradient(value: Array, dy: Array) -> Array:
    """Return for each element the sum over the others of their dy times the product of what is left."""
    before, after = _sums_before(value, dy), _sums_before(value[::-1], dy[::-1])[::-1]
    return np.asarray(before * _product_before(value[::-1])[::-1] + _product_before(value) * after)


def _sums_before(value: Array, dy: Array) -> Array:
    products, result = _product_before(value), np.zeros_like(value)
    for i in range(1, len(value)):
        result[i] = result[i - 1] * value[i - 1] + dy[i - 1] * products[i - 1]
    return result


op("ProductOfOthers", "value axes",
   partial(_along_the_fold, lambda value: _product_before(value) * _product_before(value[::-1])[::-1]), same,
   lambda w, n, dy: (w.apply("ProductOfOthersGrad", n.inputs[0], dy, n.inputs[1]), None))  # fmt: skip
op("ProductOfOthersGrad", "value dy axes", partial(_along_the_fold, _others_gradient), same)
for _name, _kind, _kernel, _gradient, _allow, _reads, _folds in (
    ("Sum", "T", partial(_fold, np.add, None), partial(_evenly, False), NUMBERS, "inputs", "values"),
    ("Mean", "T", _mean, partial(_evenly, True), NUMBERS, None, ""),
    ("Prod", "T", partial(_fold, np.multiply, None), _product_gradient, NUMBERS, None, "values"),
    ("Max", "T", partial(_fold, np.maximum, least), _to_the_chosen, ORDERED, None, "values"),
    ("Min", "T", partial(_fold, np.minimum, greatest), _to_the_chosen, ORDERED, None, "values"),
    ("EuclideanNorm", "T", _norm, _norm_gradient, NUMBERS, None, ""),
    ("All", "bool", partial(_fold, np.logical_and, None), not_differentiable, (), None, ""),
    ("Any", "bool", partial(_fold, np.logical_or, None), not_differentiable, (), None, ""),
):
    op(_name, f"input:{_kind} reduction_indices:I=Tidx", _kernel, _reduced, _gradient, allow=_allow,
       attrs={"keep_dims": False}, reads=_reads, folds=_folds)  # fmt: skip


# --- what programs call ----------------------------------------------------------------------------------


def reduce(world: World, op_name: str, value: Any, axis: Any, keepdims: Any, name: str | None = None) -> Any:
    """Apply a reduction over `axis`, or over all axes where that is None."""
    if not world.is_tensor(value) or hasattr(type(value), "to_dense"):
        value = world.convert(value, dtypes.bool_ if op_name in ("All", "Any") else None, name="input")
    axis = all_axes(world, value) if axis is None else shape_argument(axis)
    return world.apply(op_name, value, axis, keep_dims=bool(keepdims), name=name)


def all_axes(world: World, value: Any) -> Any:
    """Return all axes of a tensor as an integer tensor; a constant where there are any that are known."""
    if value.static_shape or world.is_eager():  # of a scalar TensorFlow counts the axes when it runs
        return world.constant_from(np.arange(len(value.static_shape), dtype=np.int32))
    return world.apply("Range", 0, rank(world, value), 1)


def _publish(function: str, op_name: str, what: str) -> Callable[..., Any]:
    def call(world: World, input_tensor: Any, axis: Any = None, keepdims: Any = False, name: str | None = None) -> Any:
        return reduce(world, op_name, input_tensor, axis, keepdims, name)

    names = f"math.{function} {function if op_name != 'EuclideanNorm' else ''}"
    return publish_as(names, call, f"Return the {what} of the elements over `axis`, or of all of them.")


reduce_sum = _publish("reduce_sum", "Sum", "sum")
reduce_mean = _publish("reduce_mean", "Mean", "mean")
reduce_prod = _publish("reduce_prod", "Prod", "product")
reduce_max = _publish("reduce_max", "Max", "maximum")
reduce_min = _publish("reduce_min", "Min", "minimum")
reduce_all = _publish("reduce_all", "All", "logical and")
reduce_any = _publish("reduce_any", "Any", "logical or")
reduce_euclidean_norm = _publish("reduce_euclidean_norm", "EuclideanNorm", "Euclidean norm")


@public("reduce_logsumexp", "math.reduce_logsumexp")
def reduce_logsumexp(
    world: World, input_tensor: Any, axis: Any = None, keepdims: Any = False, name: str | None = None
) -> Any:
    """Return log(sum(exp(x))) over `axis`, without overflow."""
    with world.name_scope(name, "ReduceLogSumExp", [input_tensor]) as scope:
        value = world.convert(input_tensor)
        top = reduce(world, "Max", value, axis, True)
        top = world.apply("SelectV2", world.apply("IsFinite", top), top, world.apply("ZerosLike", top))
        top = world.apply("StopGradient", top)
        powers = world.apply("Exp", world.apply("Sub", value, top))
        result = world.apply("Log", reduce(world, "Sum", powers, axis, keepdims))
        if not keepdims:
            top = world.apply("Reshape", top, shape_of(world, result))
        return world.apply("AddV2", result, top, name=scope)


@public("math.reduce_variance")
def reduce_variance(
    world: World, input_tensor: Any, axis: Any = None, keepdims: Any = False, name: str | None = None
) -> Any:
    """Return the variance of the elements over `axis`. TypeError for integers."""
    with world.name_scope(name, "reduce_variance"):
        value = world.convert(input_tensor)
        if value.dtype.is_integer:
            raise TypeError(f"Input must be either real or complex. Received integer type {value.dtype}.")
        apart = world.apply("Sub", value, reduce(world, "Mean", value, axis, True), name="sub")
        squared = apart * world.apply("Conj", apart) if value.dtype.is_complex else world.apply("Square", apart)
        squared = world.apply("Real", squared) if value.dtype.is_complex else squared
        return reduce(world, "Mean", squared, axis, keepdims)


@public("math.reduce_std")
def reduce_std(
    world: World, input_tensor: Any, axis: Any = None, keepdims: Any = False, name: str | None = None
) -> Any:
    """Return the standard deviation of the elements over `axis`. TypeError for integers."""
    with world.name_scope(name, "reduce_std"):
        return world.apply("Sqrt", reduce_variance(world, input_tensor, axis, keepdims))


@public("math.count_nonzero", v1=("count_nonzero",))
def count_nonzero(
    world: World, input: Any, axis: Any = None, keepdims: Any = None, dtype: Any = dtypes.int64, name: str | None = None
) -> Any:
    """Return how many elements over `axis` are not zero (not empty, for text)."""
    with world.name_scope(name, "count_nonzero", [input]):
        value = world.convert(input, name="input")
        zero = np.zeros((), value.dtype.as_numpy_dtype) if value.dtype.kind != "s" else np.array(b"", np.object_)
        present = world.apply("NotEqual", value, world.constant_from(zero, "zeros"))
        total = reduce(world, "Sum", world.apply("Cast", present, to=dtypes.int64), axis, keepdims)
        wanted = dtypes.as_dtype(dtype)
        return total if wanted == dtypes.int64 else world.apply("Cast", total, to=wanted)


# --- sums of several tensors -----------------------------------------------------------------------------


@public("add_n", "math.add_n")
def add_n(world: World, inputs: Any, name: str | None = None) -> Any:
    """Return the sum of tensors of one shape. ValueError for none at all."""
    if world.is_tensor(inputs):
        inputs = list(inputs)
    if not isinstance(inputs, (list, tuple)) or not inputs:
        raise ValueError("Inputs must be an iterable of at least one Tensor/IndexedSlices with the same dtype and "
                         "shape.")  # fmt: skip
    tensors = [world.convert(one) for one in inputs]
    if len(tensors) > 1:
        return world.apply("AddN", *tensors, name=name)
    return world.apply("Identity", tensors[0], name=name) if name else tensors[0]


@public("math.accumulate_n", v1=("accumulate_n",))
def accumulate_n(
    world: World, inputs: Any, shape: Any = None, tensor_dtype: Any = None, name: str | None = None
) -> Any:
    """Return the sum of tensors of one shape. ValueError for none at all."""
    tensors = [world.convert(one) for one in inputs] if isinstance(inputs, (list, tuple)) else []
    if len({one.dtype.base_dtype for one in tensors}) != 1:
        raise ValueError("inputs must be a list of at least one Tensor with the same dtype and shape")
    common = world.shape_class(shape)
    for one in tensors:
        common = common.merge_with(one.shape)
    kind = tensors[0].dtype
    if tensor_dtype is not None and tensor_dtype != kind:
        words = f"The `tensor_dtype` argument is {tensor_dtype}, but `input` is of type {kind}. These must be equal."
        raise TypeError(f"{words} Try casting the input to the desired type.")
    return add_n(world, tensors, name)
