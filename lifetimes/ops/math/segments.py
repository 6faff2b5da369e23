"""Sums, means, products and extremes of the rows that share a label."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from lifetimes.errors import refuse
from lifetimes.ops import Array, Shape, World, brackets, dtypes
from lifetimes.ops.arithmetic import shape_of, truediv
from lifetimes.ops.debugging.wrappers import function_of
from lifetimes.ops.layout import creation
from lifetimes.ops.layout.arrays import check_scalars, rank
from lifetimes.ops.layout.joining import concat
from lifetimes.ops.layout.shape_rules import begins_with, shaped
from lifetimes.ops.math.reductions import greatest, least
from lifetimes.ops.registry import NUMBERS, ORDERED, op, publish_as

Start = int | Callable[[Any], Any]  # with what a segment starts, for all dtypes or for each


def _segments(ufunc: np.ufunc, start: Start, data: Array, ids: Array, count: int) -> Array:
    """Return the rows of each segment combined; a negative id is dropped, an empty segment is `start`."""
    rest = data.shape[ids.ndim :]
    result = np.full((count, *rest), start(data.dtype) if callable(start) else start, data.dtype)
    if not data.size:
        return result  # and nobody looks at the labels
    if (ids >= count).any():
        at = tuple(np.argwhere(ids >= count)[0])
        raise refuse(f"segment_ids{brackets(at)} = {ids[at]} is out of range [0, {count})")
    rows, labels = data.reshape(ids.size, *rest), ids.ravel()
    ahead = np.greater if ufunc is np.maximum else np.less if ufunc is np.minimum else None
    if ahead is not None and np.isnan(data).any():  # what comes after it stands
        for label, row in zip(labels[labels >= 0], rows[labels >= 0], strict=True):
            result[label] = np.where(ahead(result[label], row), result[label], row)
        return result
    if (labels < 0).any():
        labels, rows = labels[labels >= 0], rows[labels >= 0]
    if labels.size and np.bincount(labels).max() > 1:
        ufunc.at(result, labels, rows)
    else:  # each row has its own
        result[labels] = ufunc(result[labels], rows)
    return result


def _limits(dtype: Any) -> Any:
    return np.finfo(dtype) if dtype.kind == "f" else np.iinfo(dtype)


# --- labels that rise ------------------------------------------------------------------------------------


def _sorted(ufunc: np.ufunc, start: Start, empty: int, data: Array, segment_ids: Array) -> Array:
    if not data.ndim:
        raise refuse("input must be at least rank 1")
    if segment_ids.shape != data.shape[:1]:
        raise refuse("segment_ids should be the same size as dimension 0 of input.")
    if segment_ids.size and (np.diff(segment_ids) < 0).any():
        raise refuse("segment ids are not increasing")
    count = int(segment_ids[-1]) + 1 if segment_ids.size else 0
    result = _segments(ufunc, start, data, segment_ids, count)
    result[np.bincount(segment_ids, minlength=count) == 0] = empty
    return result


def _mean(data: Array, segment_ids: Array) -> Array:
    total = _sorted(np.add, 0, 0, data, segment_ids)
    counts = np.maximum(np.bincount(segment_ids, minlength=len(total)), 1)
    return np.asarray(total / counts.reshape((-1,) + (1,) * (data.ndim - 1))).astype(data.dtype)


# --- labels in any order ---------------------------------------------------------------------------------


def _unsorted(ufunc: np.ufunc, start: Start, data: Array, segment_ids: Array, num_segments: Array) -> Array:
    if data.shape[: segment_ids.ndim] != segment_ids.shape:
        shapes = f"{brackets(data.shape)} does not start with segment_ids.shape = {brackets(segment_ids.shape)}"
        raise refuse(f"data.shape = {shapes}")
    check_scalars("{} should be a scalar, not shape {}", num_segments=num_segments)
    if num_segments < 0:
        raise refuse(f"Input num_segments == {num_segments} must not be negative.")
    return _segments(ufunc, start, data, segment_ids, int(num_segments))


def _spread(world: World, x: Any, sizes: Any, over: Any, ids: Any) -> Any:
    """Return `x` of these sizes with as many axes of size 1 behind them as `over` has more of than `ids`."""
    ones = creation.ones(world, [rank(world, over) - rank(world, ids)], sizes.dtype)
    return world.apply("Reshape", x, concat(world, [sizes, ones], 0))


def _kept_rows(world: World, tensor: Any, ids: Any) -> Any:
    """Return the row of each label, and zeros for a negative one."""
    rows = world.apply("GatherV2", tensor, world.apply("Maximum", ids, world.apply("ZerosLike", ids)), 0)
    known = world.apply("GreaterEqual", ids, 0)
    known = _spread(world, known, shape_of(world, known), rows, ids)
    return world.apply("SelectV2", known, rows, world.apply("ZerosLike", rows))


# --- gradients: of both kinds of labels, which differ in how the row of a label is found -----------------


def _by_data(rule: Callable[..., Any]) -> Callable[..., Any]:
    """Make a rule that sends a gradient to the data from one that is told the kind of labels, and how to find rows."""

    def gradients(world: World, node: Any, dy: Any) -> Any:
        unsorted = node.definition.name.startswith("Unsorted")
        kind = "UnsortedSegment" if unsorted else "Segment"
        rows = _kept_rows if unsorted else lambda world, tensor, ids: world.apply("GatherV2", tensor, ids, 0)
        return rule(world, node, dy, kind, rows), *[None] * (len(node.inputs) - 1)

    return gradients


@_by_data
def _mean_gradient(world: World, node: Any, dy: Any, kind: str, rows: Callable[..., Any]) -> Any:
    data, ids = node.inputs
    counts = world.apply("SegmentSum", world.apply("OnesLike", data), ids)
    return rows(world, world.apply("DivNoNan", dy, counts), ids)


@_by_data
def _extreme_gradient(world: World, node: Any, dy: Any, kind: str, rows: Callable[..., Any]) -> Any:
    data, ids, *count = node.inputs
    chosen = world.apply("Equal", data, rows(world, node.outputs[0], ids))
    ones = world.apply("Cast", chosen, to=dy.dtype.base_dtype)
    shared = world.apply("RealDiv", dy, world.apply(f"{kind}Sum", ones, ids, *count))
    kept = rows(world, shared, ids)
    return world.apply("SelectV2", chosen, kept, world.apply("ZerosLike", kept))


@_by_data
def _product_gradient(world: World, node: Any, dy: Any, kind: str, rows: Callable[..., Any]) -> Any:
    """Return for each element the product of the others of its segment: where one of them is 0, that is 0."""
    data, ids, *count = node.inputs
    is_zero = world.apply("Equal", data, world.apply("ZerosLike", data))
    zeros = world.apply(f"{kind}Sum", world.apply("Cast", is_zero, to=dtypes.int32), ids, *count)
    dy = world.apply("SelectV2", zeros > 1, world.apply("ZerosLike", dy), dy)
    others = world.apply("SelectV2", is_zero, world.apply("OnesLike", data), data)
    product = rows(world, world.apply(f"{kind}Prod", others, ids, *count), ids)
    share = world.apply("SelectV2", is_zero, product, rows(world, node.outputs[0], ids) / others)
    return rows(world, dy, ids) * share


def _per_label(data: Any, ids: Any, count: int | None) -> Shape:
    begins_with(data, ids)
    return count, *data[len(ids) :]


# --- the ops ---------------------------------------------------------------------------------------------

_rows_of_sum = _by_data(lambda world, node, dy, kind, rows: rows(world, dy, node.inputs[1]))
for _name, _word, _kernel, _in_any_order, _gradient, _allow in (
    ("Sum", "sum", partial(_sorted, np.add, 0, 0), partial(_unsorted, np.add, 0), _rows_of_sum, NUMBERS),
    ("Mean", "mean", _mean, None, _mean_gradient, NUMBERS),
    ("Prod", "product", partial(_sorted, np.multiply, 1, 1), partial(_unsorted, np.multiply, 1), _product_gradient,
     NUMBERS),
    ("Max", "maximum", partial(_sorted, np.maximum, least, 0),
     partial(_unsorted, np.maximum, lambda dtype: _limits(dtype).min), _extreme_gradient, ORDERED),
    ("Min", "minimum", partial(_sorted, np.minimum, greatest, 0),
     partial(_unsorted, np.minimum, lambda dtype: _limits(dtype).max), _extreme_gradient, ORDERED),
):  # fmt: skip
    _op, _title = f"Segment{_name}", f"segment_{_name.lower()}"
    _reads = {"Sum": "segment_ids", "Mean": "inputs"}.get(_name)
    op(_op, "data:T segment_ids:I=Tindices", _kernel, shaped("shape>1 -=1", lambda data: (None, *data[1:])), _gradient,
       allow=_allow, reads=_reads)  # fmt: skip
    function_of(_op, f"math.{_title} v1:{_title}", f"Return the {_word} of the rows with each label; the labels rise.")
    if _in_any_order is not None:
        op(f"Unsorted{_op}", "data:T segment_ids:I=Tindices num_segments", _in_any_order,
           shaped("shape shape count?", _per_label), _gradient, allow=_allow, reads=_reads)  # fmt: skip
        function_of(f"Unsorted{_op}", f"math.unsorted_{_title} v1:unsorted_{_title}",
                    f"Return the {_word} of the rows with each label, in any order; a negative label is "
                    "left out.")  # fmt: skip


# --- means in any order ----------------------------------------------------------------------------------


def _counts(world: World, data: Any, ids: Any, count: Any) -> Any:
    """Return how many rows each segment has, at least 1, in a shape that broadcasts over the rest of `data`."""
    count = world.convert(count)
    ones = creation.ones(world, creation.sizes_of(world, ids), data.dtype.base_dtype)
    found = world.apply("UnsortedSegmentSum", ones, ids, count)
    return world.apply("Maximum", _spread(world, found, count[np.newaxis], data, ids), 1)


def _publish_per_count(title: str, label: str, root: bool, doc: str) -> None:
    def call(world: World, data: Any, segment_ids: Any, num_segments: Any, name: str | None = None) -> Any:
        with world.name_scope(name or label):
            data, ids = world.convert(data), world.convert(segment_ids)
            counts = _counts(world, data, ids, num_segments)
            total = world.apply("UnsortedSegmentSum", data, ids, num_segments)
            return truediv(world, total, world.apply("Sqrt", counts) if root else counts, name="truediv")

    publish_as(f"math.{title} v1:{title}", call, doc)


_publish_per_count("unsorted_segment_mean", "UnsortedSegmentMean", False,
                   "Return the mean of the rows with each label, 0 for a label that no row has.")  # fmt: skip
_publish_per_count("unsorted_segment_sqrt_n", "UnsortedSegmentSqrtN", True,
                   "Return the sum of the rows with each label divided by the root of their number.")  # fmt: skip
