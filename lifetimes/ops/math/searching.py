"""Ops that order, find, count and tell apart elements."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import numpy as np

from lifetimes.errors import ShapeError, refuse
from lifetimes.library import load
from lifetimes.ops import Array, Shape, World, brackets, dtypes
from lifetimes.ops.arithmetic import shape_of
from lifetimes.ops.debugging.wrappers import checked, dtype_among, functions_of
from lifetimes.ops.layout import arrays
from lifetimes.ops.layout.joining import stack
from lifetimes.ops.layout.shape_rules import alike, always, of_rank, several, shaped, without
from lifetimes.ops.linalg.norms import clip_by_value
from lifetimes.ops.math.casting import cast
from lifetimes.ops.math.reductions import reduce_max
from lifetimes.ops.registry import INDEX, ORDERED, WIDE, not_differentiable, op, public, publish_as

# --- where the extreme is --------------------------------------------------------------------------------


def _arg(function: Callable[..., Any], least: float, input: Array, dimension: Array, output_type: Any) -> Array:
    axis = int(dimension)
    if not -input.ndim <= axis < input.ndim:
        raise refuse(f"Expected dimension in the range [{-input.ndim}, {input.ndim}), but got {axis}")
    if not input.shape[axis]:
        raise refuse(f"Reduction axis {axis} is empty in shape {brackets(input.shape)}")
    if input.dtype.kind == "f" and (missing := np.isnan(input)).any():
        input = np.where(missing, least, input)  # what is no number is never chosen
    return np.asarray(function(input, axis)).astype(output_type.as_numpy_dtype)


def _arg_shape(shape: tuple[int | None, ...], axis: int | None) -> Shape:
    rank = len(shape)
    if axis is None or rank <= 1:
        return (None,) * (rank - 1)
    if not -rank <= axis < rank:
        raise ShapeError(f"Dimension ({axis}) must be in the range [{-rank}, {rank}), where {rank} is the number of "
                         "dimensions in the input.")  # fmt: skip
    return without(shape, [axis])


def _publish_arg(name: str, kernel: Callable[..., Any], what: str, allowed: tuple[str, ...]) -> Callable[..., Any]:
    op_name = f"Arg{name.title()}"
    op(op_name, "input:T dimension", kernel, shaped("shape size?", _arg_shape, "output_type"), not_differentiable,
       allow=(*ORDERED, "bool"))  # fmt: skip

    def call(
        world: World, input: Any, axis: Any = None, output_type: Any = dtypes.int64, name: str | None = None
    ) -> Any:
        kind = dtype_among(world, "output_type", output_type, allowed)
        return world.apply(op_name, input, 0 if axis is None else axis, output_type=kind, name=name)

    def before_axis(
        world: World, input: Any, dimension: Any, output_type: Any = dtypes.int64, name: str | None = None
    ) -> Any:
        return call(world, input, dimension, output_type, name)

    doc = "Return the index of the {} element along `{}`, the first where several are."
    publish_as(f"v1:arg_{name}", before_axis, doc.format(what, "dimension"))
    return publish_as(f"arg{name} math.arg{name}", call, doc.format(what, "axis"))


argmax = _publish_arg("max", partial(_arg, np.argmax, -np.inf), "greatest", ("int16", "uint16", *INDEX))
argmin = _publish_arg("min", partial(_arg, np.argmin, np.inf), "least", INDEX)


# --- order -----------------------------------------------------------------------------------------------


def _greatest_first(world: World, values: Any, axis: int, part: int) -> Any:
    """Return the values along an axis in falling order, or where they stand."""
    count, axes = world.apply("Shape", values)[axis], arrays.rank(world, values)
    known = None if values.static_shape is None else len(values.static_shape)
    if axis in (-1, (known or 0) - 1):
        return world.apply("TopKV2", values, count, sorted=True)[part]
    axis = axis + (axes if known is None else known) if axis < 0 else axis
    order: Any = np.arange(known or 0, dtype=np.int32)
    if known is None:
        every = world.apply("Range", 0, axes, 1)
        order = world.apply("TensorScatterUpdate", every, [[axis], [axes - 1]], [axes - 1, axis])
    else:
        order[[axis, -1]] = order[[-1, axis]]
        order = world.constant_from(order, "transposition")
    found = world.apply("TopKV2", arrays.transpose(world, values, order), count, sorted=True)[part]
    return arrays.transpose(world, found, order)


def _turned(values: Any) -> Any:
    """Return values in the opposite order; the least integer has no negative."""
    if values.dtype.is_unsigned:
        return values.dtype.max - values
    return -values - 1 if values.dtype.is_integer else -values


def _in_order(world: World, values: Any, axis: Any, direction: str, part: int, name: str | None, label: str) -> Any:
    """Return the values along an axis in order, or where they stand. ValueError for no such direction or axis."""
    if direction not in ("ASCENDING", "DESCENDING"):
        received = f"Received: direction={direction}"
        raise ValueError(f"Argument `direction` should be one of ASCENDING, DESCENDING. {received}")
    with world.name_scope(name, label):
        place = world.convert(axis, name="axis")
        if place.static_shape not in ((), None) or place.static_value() is None:
            raise ValueError(f"Argument `axis` must be a constant scalar. Received: axis={place}.")
        values, falls = world.convert(values, name="values"), direction == "DESCENDING"
        found = _greatest_first(world, values if falls else _turned(values), int(place.static_value()), part)
        return found if falls or part else _turned(found)


@public("sort")
def sort(world: World, values: Any, axis: int = -1, direction: str = "ASCENDING", name: str | None = None) -> Any:
    """Return the elements in order along `axis`. ValueError for a direction it lacks."""
    return _in_order(world, values, axis, direction, 0, name, "sort")


@public("argsort")
def argsort(
    world: World, values: Any, axis: int = -1, direction: str = "ASCENDING", stable: bool = False,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return the indices that put the elements in order along `axis`; equal ones keep theirs."""
    return _in_order(world, values, axis, direction, 1, name, "argsort")


def _bounds(side: str, sorted_inputs: Array, values: Array, out_type: Any) -> Array:
    if len(sorted_inputs) != len(values):
        raise refuse("Leading dim_size of both tensors must match.")
    pairs = zip(sorted_inputs, values, strict=True)
    found = [np.searchsorted(row, keys, side) for row, keys in pairs]  # type: ignore[call-overload]
    places = np.array(found, out_type.as_numpy_dtype).reshape(values.shape)
    none = values.dtype.kind == "f" and side == "left"  # nothing is less than what is no number
    return np.where(np.isnan(values), 0, places).astype(places.dtype) if none else places


for _name, _side in (("LowerBound", "left"), ("UpperBound", "right")):
    op(_name, "sorted_inputs:T values:T", partial(_bounds, _side), alike("out_type", 1), allow=ORDERED)


@public("searchsorted")
def searchsorted(
    world: World, sorted_sequence: Any, values: Any, side: str = "left", out_type: Any = dtypes.int32,
    name: str | None = None,
) -> Any:  # fmt: skip
    """Return where each value would be put into the sorted sequence. ValueError for a side it lacks."""
    if side not in ("left", "right"):
        raise ValueError(f"Argument `side` must be either 'right' or 'left'. Received: `side` = '{side}'.")
    values = world.convert(values) if world.holds_tensor(values) else values
    rows = [world.apply("Reshape", one, _as_rows(world, one)) for one in (sorted_sequence, values)]
    kind = dtype_among(world, "out_type", out_type)
    found = world.apply("UpperBound" if side == "right" else "LowerBound", *rows, out_type=kind, name=name)
    return world.apply("Reshape", found, shape_of(world, values) if world.is_tensor(values) else np.shape(values))


def _as_rows(world: World, value: Any) -> Any:
    """Return the shape of a tensor or list seen as rows."""
    sizes = value.static_shape if world.is_tensor(value) else np.shape(value)
    return [-1, world.apply("Shape", value)[-1] if not sizes or sizes[-1] is None else sizes[-1]]


# --- what is there, and how often ------------------------------------------------------------------------


_SORTED: Final = (*ORDERED, "bool", "string")


def _unique(x: Array, out_idx: Any) -> tuple[Array, Array, Array]:
    if x.ndim != 1:
        raise refuse("unique expects a 1D vector.")
    places: dict[Any, int] = {}  # in the order in which they come
    kind = out_idx.as_numpy_dtype
    found = np.array([places.setdefault(value, len(places)) for value in x.tolist()], kind)
    return np.array([*places], x.dtype), found, np.bincount(found, minlength=len(places)).astype(kind)


_ELEMENTS, _COUNTS = always(0, None), always("out_idx", None)
_PLACES = shaped("shape?", lambda shape: of_rank(shape, 1), "out_idx")
op("Unique", "x:T", lambda x, out_idx: _unique(x, out_idx)[:2], several(_ELEMENTS, _PLACES), outputs=2, allow=_SORTED)
op("UniqueWithCounts", "x:T", _unique, several(_ELEMENTS, alike("out_idx"), _COUNTS), outputs=3, allow=_SORTED)


def _list_diff(x: Array, y: Array, out_idx: Any) -> tuple[Array, Array]:
    for name, one in (("x", x), ("y", y)):
        if one.ndim != 1:
            raise refuse(f"{name} should be a 1D vector.")
    places = np.flatnonzero(~np.isin(x, y))
    return x[places], places.astype(out_idx.as_numpy_dtype)


op("ListDiff", "x:T y:T", _list_diff, several(_ELEMENTS, _COUNTS), outputs=2, allow=(*ORDERED, "string"))


def _bincount(arr: Array, size: Array, weights: Array, binary_output: bool = False) -> Array:
    if arr.size and arr.min() < 0:
        raise refuse("Input arr must be non-negative!")
    if size < 0:
        raise refuse(f"size ({size}) must be non-negative")
    if weights.size and weights.shape != arr.shape:
        raise refuse("`weights` must be the same shape as `arr` or a length-0 `Tensor`, in which case it acts as all "
                     f"weights equal to 1. Received {brackets(weights.shape)}")  # fmt: skip
    rows = arr if arr.ndim == 2 else arr.reshape(1, -1)
    heavy = weights.reshape(rows.shape) if weights.size else np.ones(rows.shape, weights.dtype)
    found = np.zeros((len(rows), int(size)), weights.dtype)
    for row, values, weight in zip(found, rows, heavy, strict=True):
        keep = values < int(size)
        np.add.at(row, values[keep].astype(np.int64), weight[keep])
    counted = (found > 0).astype(weights.dtype) if binary_output else found
    return counted if arr.ndim == 2 else counted[0]


op("DenseBincount", "input size weights:T", _bincount,
   shaped("shape size?", lambda shape, size: (*shape[:-1], size) if len(shape) == 2 else (size,), 2),
   allow=(*INDEX, *WIDE))  # fmt: skip


@public("math.bincount", v1=("bincount",), scope="bincount arr weights")
def bincount(
    world: World, arr: Any, weights: Any = None, minlength: Any = None, maxlength: Any = None,
    dtype: Any = dtypes.int32, name: str | None = None, axis: int | None = None, binary_output: bool = False,
) -> Any:  # fmt: skip
    """Return how often each number from 0 up is there, or the sum of the weights of where it is."""
    if weights is not None and binary_output:
        raise ValueError("Arguments `binary_output` and `weights` are mutually exclusive. Please specify only one.")
    arr = world.convert(arr, name="arr")
    if arr.dtype.base_dtype.name not in INDEX:
        arr = cast(world, arr, dtypes.int32)
    if axis not in (None, 0, -1):
        raise ValueError(f"Unsupported value for argument axis={axis}. Only 0 and -1 are currently supported.")
    if weights is not None:
        weights = world.convert(weights, name="weights")
    if axis != -1:
        arr = world.apply("Reshape", arr, [-1])
        weights = weights if weights is None else world.apply("Reshape", weights, [-1])
    kind = arr.dtype.base_dtype.as_numpy_dtype
    flat = world.apply("Reshape", arr, [-1])
    none = world.apply("Pack", kind(-1), axis=0)
    size = world.apply("Max", world.apply("ConcatV2", flat, none, 0), [0], keep_dims=False) + kind(1)
    if minlength is not None:
        size = world.apply("Maximum", cast(world, minlength, arr.dtype.base_dtype), size)
    if maxlength is not None:
        size = world.apply("Minimum", cast(world, maxlength, arr.dtype.base_dtype), size)
    if weights is None:
        weights = np.zeros(0, dtypes.as_dtype(dtype).as_numpy_dtype)
    binary_output = checked("binary_output", binary_output, bool)
    return world.apply("DenseBincount", arr, size, weights, binary_output=binary_output, name="DenseBincount")


def _bins(values: Array, value_range: Array, nbins: Array) -> Any:
    low, high = value_range[0], value_range[1]
    places = np.floor((values - low) / (high - low) * int(nbins))
    return np.clip(places, 0, int(nbins) - 1)


def _histogram(values: Array, value_range: Array, nbins: Array, dtype: Any) -> Array:
    if value_range.shape != (2,):
        raise refuse("value_range should be a vector of 2 elements.")
    if nbins <= 0:
        raise refuse(f"nbins should be a positive number, but got '{nbins}'")
    if not value_range[0] < value_range[1]:
        low, high = value_range
        raise refuse(f"value_range should satisfy value_range[0] < value_range[1], but got '[{low:g}, {high:g}]'")
    if np.isnan(values).any():
        raise refuse("Histogram values must not contain NaN")
    found = np.bincount(_bins(values, value_range, nbins).ravel().astype(np.int64), minlength=int(nbins))
    return found.astype(dtype.as_numpy_dtype)


op("HistogramFixedWidth", "values:T value_range:T nbins:int32", _histogram,
   shaped("- -=1 size?", lambda count: (count,), "dtype"), label="histogram_fixed_width")  # fmt: skip


@public("histogram_fixed_width_bins", scope="histogram_fixed_width_bins +values value_range nbins")
def histogram_fixed_width_bins(
    world: World, values: Any, value_range: Any, nbins: Any = 100, dtype: Any = dtypes.int32, name: str | None = None
) -> Any:
    """Return in which of equally wide bins each value lies; what is outside of the range is in the bin at its end."""
    shape, flat = shape_of(world, values), world.apply("Reshape", values, [-1])
    value_range, nbins = world.convert(value_range, name="value_range"), world.convert(nbins, dtypes.int32)
    if nbins.static_value() is not None and nbins.static_value() <= 0:
        raise refuse(f"nbins {nbins} must > 0")
    count = cast(world, nbins, values.dtype)
    part = (flat - value_range[0]) / (value_range[1] - value_range[0])
    places = clip_by_value(world, world.apply("Floor", count * part), 0, count - 1)
    return world.apply("Reshape", cast(world, places, dtypes.int32), shape)


def _held(world: World, value: Any, check: Callable[..., Any], message: str, *bound: Any) -> Any:
    """Return the value where a check holds; in a graph one that waits for the check."""
    made = check(world, value, *bound, message=message)
    if world.is_eager():
        return value
    with world.current_graph().control_dependencies([made]):
        return world.apply("Identity", value, name="control_dependency")


@public("math.confusion_matrix", v1=("confusion_matrix",), scope="confusion_matrix +labels +predictions weights")
def confusion_matrix(
    world: World, labels: Any, predictions: Any, num_classes: Any = None, weights: Any = None,
    dtype: Any = dtypes.int32, name: str | None = None,
) -> Any:  # fmt: skip
    """Return how often label i was predicted as j, as a matrix."""
    both = world.convert(labels, name="labels"), world.convert(predictions, name="predictions")
    labels, predictions = load("ops.neural.measures").laid_together(world, *both)
    predictions, labels = (cast(world, one, dtypes.int64) for one in (predictions, labels))
    checks = load("ops.debugging.checks")
    labels = _held(world, labels, checks.assert_non_negative, "`labels` contains negative values")
    predictions = _held(world, predictions, checks.assert_non_negative, "`predictions` contains negative values")
    if num_classes is None:
        greatest = world.apply("Maximum", reduce_max(world, predictions), reduce_max(world, labels))
        num_classes = greatest + np.int64(1)
    else:
        bound = cast(world, num_classes, dtypes.int64)
        labels = _held(world, labels, checks.assert_less, "`labels` out of bound", bound)
        predictions = _held(world, predictions, checks.assert_less, "`predictions` out of bound", bound)
    if weights is not None:
        weights = world.convert(weights, name="weights")
        predictions.shape.assert_is_compatible_with(weights.shape)
        weights = cast(world, weights, dtype)
    shape, both = stack(world, [num_classes, num_classes]), stack(world, [labels, predictions], 1)
    counted = load("ops.layout.creation").ones_like(world, predictions, dtype) if weights is None else weights
    return world.apply("ScatterNd", both, counted, cast(world, shape, dtypes.int64), name="ScatterNd")


def _unravel(indices: Array, dims: Array) -> Array:
    if indices.ndim > 1:
        raise refuse(f'The indices can only be scalar or vector, got "{brackets(indices.shape)}"')
    if not indices.size:
        raise refuse(f"received empty tensor indices: {indices}")
    if int(indices.max()) >= int(np.prod(dims)):
        raise refuse("index is out of bound as with dims")
    strides = [int(np.prod(dims[i + 1 :])) for i in range(len(dims))]
    remainders = [indices, *(np.fmod(indices, stride) for stride in strides[:-1])]
    places = [np.trunc(rest / stride) for rest, stride in zip(remainders, strides, strict=True)]
    return np.array(places, indices.dtype)


op("UnravelIndex", "indices:I=Tidx dims:I=Tidx", _unravel,
   shaped("shape shape=1", lambda indices, dims: (dims[0], *indices)), not_differentiable)  # fmt: skip


functions_of("""
InvertPermutation: math.invert_permutation v1:invert_permutation
    Return the permutation that undoes x. Raises where x is none.
UnravelIndex: unravel_index
    Return the coordinates, in an array of shape `dims`, of flat indices.
Unique: unique (x, out_idx=dtypes.int32) -> Unique of y, idx
    Return the distinct elements of a vector, in the order of their first appearance, and where each went.
UniqueWithCounts: unique_with_counts (x, out_idx=dtypes.int32) -> UniqueWithCounts of y, idx, count
    Return the distinct elements of a vector, where each went, and how often each is there.
ListDiff: v1:setdiff1d (x, y, index_dtype=dtypes.int32; out_idx=as_dtype(index_dtype)) -> ListDiff of out, idx
    Return the elements of x that y lacks, and where they stand.
HistogramFixedWidth: histogram_fixed_width (values, value_range, nbins=100, dtype=dtypes.int32)
    Return how many values fall into each of `nbins` equal parts of the range; the ends take what is outside.
""")
