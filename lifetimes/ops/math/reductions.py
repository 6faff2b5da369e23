"""Ops that fold axes away: sums, means, extremes, products, and the truth of many."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import numpy as np

from lifetimes.errors import ShapeError, refuse
from lifetimes.ops import Array, World, dtypes
from lifetimes.ops.arithmetic import conj, shape_of
from lifetimes.ops.layout.arrays import rank, shape_argument, size, sizes
from lifetimes.ops.layout.creation import ones
from lifetimes.ops.layout.shape_rules import at_most, without
from lifetimes.ops.math.casting import cast
from lifetimes.ops.registry import NUMBERS, ORDERED, Out, not_differentiable, op, public, publish_as, told


def folded_axes(axes: Any, rank: int) -> tuple[int, ...]:
    """Return the axes counted from the front. Raises where there is no such axis."""
    return _counted(sizes(axes), rank)


@lru_cache(maxsize=256)
def _counted(found: tuple[int, ...], rank: int) -> tuple[int, ...]:
    for axis in found:
        if not -rank <= axis < rank:
            raise refuse(f"Invalid reduction dimension ({axis} for input with {rank} dimension(s)")
    counted = tuple([axis % rank for axis in found])
    if len(set(counted)) < len(counted):
        twice = next(axis for i, axis in enumerate(counted) if axis in counted[:i])
        raise refuse(f"Invalid reduction arguments: Axes contains duplicate dimension: {twice}")
    return counted


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
    wide = np.dtype(np.float32) if value.dtype.char == "e" else value.dtype
    total: Any = np.add.reduce(value, folded_axes(axes, value.ndim), wide, None, keep_dims)  # type: ignore[call-overload]
    count = value.size // (total.size or 1)
    if value.dtype.kind in "iu" or (value.dtype.kind == "c" and not count):
        return np.asarray(np.trunc(total / count) if count else total * 0).astype(value.dtype)
    return np.asarray(total / count, value.dtype)


def _norm(value: Array, axes: Array, keep_dims: bool) -> Any:
    total: Any = np.square(np.abs(value)).sum(axis=folded_axes(axes, value.ndim), keepdims=keep_dims)
    return np.sqrt(total).astype(value.dtype)


# --- gradients -------------------------------------------------------------------------------------------


def spread(dy: Array, whole: tuple[int, ...], axes: Array, mean: bool) -> Array:
    """Return the gradient of a sum or mean over axes of an array of that shape: each element gets the same."""
    result = np.empty(whole, dy.dtype)
    if dy.size != 1:
        dy = dy.reshape(without(whole, folded_axes(axes, len(whole)), keep=True))
    result[...] = dy / (result.size // dy.size) if mean and result.size else dy
    return result


op("Spread", "dy shape axes",
   lambda dy, shape, axes, keep_dims, mean: spread(dy, sizes(shape), axes, mean), told(0, 1),
   lambda w, n, dy: (
       w.apply("Mean" if n.attrs["mean"] else "Sum", dy, n.inputs[2], keep_dims=n.attrs["keep_dims"]), None, None),
   label="Tile")  # fmt: skip


def _evenly(mean: bool, world: World, node: Any, dy: Any) -> Any:
    """The gradient rule of a sum or mean: every element gets the same."""
    if world.parts_in_graph:
        return (_spread_evenly if mean else _spread_back)(world, node, dy), None
    value, axes = node.inputs
    keep = node.attrs["keep_dims"]
    label = "truediv" if mean else "Tile"
    return world.apply("Spread", dy, shape_of(world, value), axes, keep_dims=keep, mean=mean, name=label), None


def _kept(world: World, node: Any, *tensors: Any) -> list[Any]:
    """Return tensors in the reduced shape with their folded axes kept as axes of size 1; that shape is the last."""
    shape = shape_of(world, node.inputs[0])
    if node.attrs["keep_dims"]:
        return [*tensors, shape_of(world, node.outputs[0])]
    kept = kept_shape(world, shape, node.inputs[1])
    return [*(world.apply("Reshape", tensor, kept) for tensor in tensors), kept]


def _to_the_chosen(world: World, node: Any, dy: Any) -> Any:
    """Share the gradient of an extreme evenly among the elements that are equal to it."""
    value, axes = node.inputs
    extreme, dy, kept = _kept(world, node, node.outputs[0], dy)
    chosen = world.apply("Cast", world.apply("Equal", extreme, value), to=dy.dtype.base_dtype)
    count = world.apply("Reshape", world.apply("Sum", chosen, axes), kept)
    return world.apply("RealDiv", chosen, count) * dy, None


def _product_gradient(world: World, node: Any, dy: Any) -> Any:
    """Give each element the product of the others: of those before it and those behind it, so that no 0 divides."""
    value, shape = node.inputs[0], shape_of(world, node.inputs[0])
    axes = world.apply("Reshape", node.inputs[1], [-1])
    if not node.attrs["keep_dims"]:
        dy = world.apply("Reshape", dy, kept_shape(world, shape, node.inputs[1]))
    whole, count = world.apply("BroadcastTo", dy, shape), rank(world, value)
    folded = (cast(world, axes, dtypes.int32) + count) % count
    places = world.apply("Range", 0, count, 1, name="range")
    others = world.apply("ListDiff", places, folded, out_idx=dtypes.int32)[0]
    order = world.apply("ConcatV2", folded, others, 0)
    counts = [reduce(world, "Prod", world.apply("GatherV2", shape, some, 0), None, False) for some in (folded, others)]
    turned = world.apply("Transpose", value, order)
    apart = world.apply("Reshape", turned, counts)
    before, after = (world.apply("Cumprod", apart, 0, exclusive=True, reverse=back) for back in (False, True))
    product = world.apply("Reshape", conj(world, before) * conj(world, after), shape_of(world, turned))
    product = world.apply("Transpose", product, world.apply("InvertPermutation", order))
    return world.apply("Reshape", whole * product, shape), None


def _norm_gradient(world: World, node: Any, dy: Any) -> Any:
    norm, dy, _ = _kept(world, node, node.outputs[0], dy)
    return world.apply("RealDiv", node.inputs[0], world.apply("RealDiv", norm, dy)), None


for _name, _kind, _kernel, _gradient, _allow, _reads, _folds in (
    ("Sum", "T", partial(_fold, np.add, None), partial(_evenly, False), NUMBERS, "inputs", "values"),
    ("Mean", "T", _mean, partial(_evenly, True), NUMBERS, None, ""),
    ("Prod", "T", partial(_fold, np.multiply, None), _product_gradient, NUMBERS, "inputs", "values"),
    ("Max", "T", partial(_fold, np.maximum, least), _to_the_chosen, ORDERED, None, "values"),
    ("Min", "T", partial(_fold, np.minimum, greatest), _to_the_chosen, ORDERED, None, "values"),
    ("EuclideanNorm", "T", _norm, _norm_gradient, NUMBERS, None, ""),
    ("All", "bool", partial(_fold, np.logical_and, None), not_differentiable, (), None, ""),
    ("Any", "bool", partial(_fold, np.logical_or, None), not_differentiable, (), None, ""),
):
    op(_name, f"input:{_kind} reduction_indices:I=Tidx", _kernel, _reduced, _gradient, allow=_allow,
       attrs={"keep_dims": False}, reads=_reads, folds=_folds)  # fmt: skip


def kept_shape(world: World, shape: Any, axes: Any) -> Any:
    """Return a shape with 1 for each of the axes: an array where both are known."""
    sizes, folded = shape.static_value(), axes.static_value()
    if sizes is not None and folded is not None:
        return np.array(without(tuple(sizes.tolist()), folded.reshape(-1).tolist(), keep=True), np.int32)
    rank = size(world, shape)
    axes = (axes + rank) % rank
    count = shape_of(world, axes)
    places = world.apply("Range", 0, rank, 1, name="range")
    return world.apply("DynamicStitch", places, axes, shape, ones(world, count, shape.dtype))


def _spread_back(world: World, node: Any, dy: Any) -> Any:
    """Return the gradient of a sum: what each element of its input gets."""
    value, axes = node.inputs
    shape, folded = value.static_shape, axes.static_value()
    if shape is not None and folded is not None:
        if folded.shape == (len(shape),) and (folded == np.arange(len(shape))).all():
            dy = world.apply("Reshape", dy, np.ones(len(shape), np.int32))
            sizes = shape_of(world, value) if None in shape else world.constant_from(np.array(shape, np.int32))
            return world.apply("Tile", dy, sizes)
        if None not in shape:
            return world.apply("Tile", *_repeated(world, dy, shape, tuple(folded.reshape(-1).tolist())))
    sizes = shape_of(world, value)
    if not node.attrs["keep_dims"]:
        dy = world.apply("Reshape", dy, kept_shape(world, sizes, axes))
    return world.apply("BroadcastTo", dy, sizes)


def _repeated(world: World, dy: Any, shape: tuple[int, ...], folded: tuple[int, ...]) -> tuple[Any, Any]:
    """Return a gradient with its folded axes, and how often it is repeated along each axis."""
    kept = np.array(without(shape, folded, keep=True), np.int32)
    reckoned = vars(world.current_graph()).setdefault("_reduced_shape_cache", set())  # as TensorFlow: once for each
    if (shape, folded) not in reckoned:
        reckoned.add((shape, folded))
        world.apply("FloorDiv", np.array(shape, np.int32), world.apply("Maximum", kept, 1))
    return world.apply("Reshape", dy, kept), np.array(shape, np.int32) // np.maximum(kept, 1)


def _spread_evenly(world: World, node: Any, dy: Any) -> Any:
    """Return the gradient of a mean: each element gets its part."""
    whole, value = _spread_back(world, node, dy), node.inputs[0]
    sizes = [tensor.static_shape for tensor in (value, node.outputs[0])]
    if None in sizes or any(None in shape for shape in sizes):
        shape = shape_of(world, value)
        rank = size(world, shape)
        axes = (node.inputs[1] + rank) % rank
        count = cast(world, reduce(world, "Prod", world.apply("GatherV2", shape, axes, 0), None, False), whole.dtype)
    else:
        folded, left = (int(np.prod(shape)) for shape in sizes)
        count = world.constant(folded // max(left, 1), whole.dtype)
    return world.apply("RealDiv", whole, count, name="truediv")


# --- what programs call ----------------------------------------------------------------------------------


def reduce(world: World, op_name: str, value: Any, axis: Any, keepdims: Any, name: str | None = None) -> Any:
    """Apply a reduction over `axis`, or over all axes where that is None."""
    slices, eager = hasattr(type(value), "to_dense"), world.is_eager()
    if axis is None and not (slices or eager or world.is_tensor(value)):
        axis = world.apply("Range", 0, rank(world, value), 1)
    elif slices or (eager and not world.is_tensor(value)):
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


@public("reduce_logsumexp", "math.reduce_logsumexp", scope="ReduceLogSumExp input_tensor")
def reduce_logsumexp(
    world: World, input_tensor: Any, axis: Any = None, keepdims: Any = False, name: str | None = None
) -> Any:
    """Return log(sum(exp(x))) over `axis`, without overflow."""
    value = world.convert(input_tensor)
    top = reduce(world, "Max", value, axis, True)
    top = world.apply("SelectV2", world.apply("IsFinite", top), top, world.apply("ZerosLike", top))
    top = world.apply("StopGradient", top)
    powers = world.apply("Exp", world.apply("Sub", value, top))
    result = world.apply("Log", reduce(world, "Sum", powers, axis, keepdims))
    if not keepdims:
        top = world.apply("Reshape", top, shape_of(world, result))
    return world.apply("AddV2", result, top, name=name)


@public("math.reduce_variance", scope="reduce_variance")
def reduce_variance(
    world: World, input_tensor: Any, axis: Any = None, keepdims: Any = False, name: str | None = None
) -> Any:
    """Return the variance of the elements over `axis`. TypeError for integers."""
    value = world.convert(input_tensor)
    if value.dtype.is_integer:
        raise TypeError(f"Input must be either real or complex. Received integer type {value.dtype}.")
    apart = world.apply("Sub", value, reduce(world, "Mean", value, axis, True), name="sub")
    squared = apart * world.apply("Conj", apart) if value.dtype.is_complex else world.apply("Square", apart)
    squared = world.apply("Real", squared) if value.dtype.is_complex else squared
    return reduce(world, "Mean", squared, axis, keepdims)


@public("math.reduce_std", scope="reduce_std")
def reduce_std(
    world: World, input_tensor: Any, axis: Any = None, keepdims: Any = False, name: str | None = None
) -> Any:
    """Return the standard deviation of the elements over `axis`. TypeError for integers."""
    return world.apply("Sqrt", reduce_variance(world, input_tensor, axis, keepdims))


@public("math.count_nonzero", v1=("count_nonzero",), scope="count_nonzero input")
def count_nonzero(
    world: World, input: Any, axis: Any = None, keepdims: Any = None, dtype: Any = dtypes.int64, name: str | None = None
) -> Any:
    """Return how many elements over `axis` are not zero (not empty, for text)."""
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
    inputs = list(inputs)
    if not inputs:
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
    tensors = [world.convert(one) for one in inputs] if inputs and isinstance(inputs, (list, tuple)) else []
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
