"""The functions of `tf` on ragged tensors: elementwise ones, reductions, joining, and `tf.ragged` itself.

A public function that meets a ragged tensor among its arguments is answered here; all others never notice.
"""

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import numpy as np

from lifetimes.ops import as_shape, dtypes
from lifetimes.ops.debugging import checks
from lifetimes.ops.debugging.checks import assert_equal
from lifetimes.ops.debugging.wrappers import integers
from lifetimes.ops.layout import arrays, broadcasting, choosing, creation, gathering, joining, repeating
from lifetimes.ops.linalg import norms
from lifetimes.ops.math import arithmetic, casting, reductions, searching, special
from lifetimes.ops.neural import activations, losses_and_layers
from lifetimes.ops.registry import PUBLIC, public
from lifetimes.ops.text import characters, printing, strings
from lifetimes.tf2.library import custom_gradient
from lifetimes.tf2.library.ragged.ragged_combining import print_, reduce_join
from lifetimes.tf2.library.ragged.ragged_indexing import in_new_rows, rows_at
from lifetimes.tf2.library.ragged.ragged_shapes import DynamicRaggedShape, broadcast
from lifetimes.tf2.library.ragged.ragged_tensor import RaggedTensor, converted, elementwise, flat_in, under
from lifetimes.tf2.library.ragged.row_partition import RowPartition, positive_axis, vector
from lifetimes.tf2.world import WORLD

# --- tf.ragged -------------------------------------------------------------------------------------------


@public(v2=("ragged.constant",))
def constant(
    world: Any, pylist: Any, dtype: Any = None, ragged_rank: int | None = None, inner_shape: Any = None,
    name: str | None = None, row_splits_dtype: Any = dtypes.int64,
) -> Any:  # fmt: skip
    """Return nested lists as a ragged tensor; `ragged_rank` dimensions are cut, the rest is uniform."""
    if not isinstance(pylist, (list, tuple)) and np.ndim(pylist) == 0:
        if ragged_rank:
            raise ValueError(f"Invalid pylist={pylist!r}: incompatible with ragged_rank={ragged_rank}")
        return world.constant(pylist, dtype)
    scalars, depth = _depths(pylist)
    if scalars is not None and depth > scalars:
        raise ValueError(f"Invalid pylist={pylist!r}: empty list nesting is greater than scalar value nesting")
    if scalars is not None and ragged_rank is not None and depth < ragged_rank:
        raise ValueError(f"Invalid pylist={pylist}, max depth smaller than ragged_rank={ragged_rank}")
    inner = as_shape(inner_shape) if inner_shape is not None else None
    given = ragged_rank is not None
    if ragged_rank is None:
        ragged_rank = max(0, depth - 1 - len(inner or ()))
    cuts, values = _cut(pylist, ragged_rank)
    if given and inner is None:
        inner = np.shape(values[0]) if values else ()
    kind = dtypes.as_dtype(dtype) if dtype is not None else None
    made: Any
    if values or inner:
        made = world.constant(values, kind, shape=(len(values), *(inner or ())))
    else:
        made = world.constant(np.zeros(0, (kind or dtypes.float32).as_numpy_dtype))
    for cut in reversed(cuts):
        made = RaggedTensor.from_row_splits(made, np.array(cut, dtypes.as_dtype(row_splits_dtype).as_numpy_dtype))
    return made


def _depths(pylist: Any) -> tuple[int | None, int]:
    """Return how deep the scalars are, None where there are none, and how deep the lists go."""
    if not isinstance(pylist, (list, tuple)) and np.ndim(pylist) == 0:
        return 0, 0
    scalars, depth = None, 1
    for child in pylist:
        below, deepest = _depths(child)
        if below is not None:
            if scalars is not None and scalars != below + 1:
                raise ValueError("all scalar values must have the same nesting depth")
            scalars = below + 1
        depth = max(depth, deepest + 1)
    return scalars, depth


def _cut(pylist: Any, ragged_rank: int) -> tuple[list[list[int]], list[Any]]:
    """Return the row splits of each dimension that is cut, and what lies below the cuts, in one list."""
    cuts, values = [], list(pylist)
    for _ in range(ragged_rank):
        cuts.append([0, *np.cumsum([len(row) for row in values], dtype=int).tolist()])
        values = [item for row in values for item in row]
    return cuts, values


@public(v2=("ragged.range",))
def ragged_range(
    world: Any, starts: Any, limits: Any = None, deltas: Any = 1, dtype: Any = None, name: str | None = None,
    row_splits_dtype: Any = dtypes.int64,
) -> RaggedTensor:  # fmt: skip
    """Return for each row the numbers from its start up to its limit."""
    if limits is None:
        starts, limits = 0, starts
    with world.name_scope(name, "RaggedRange"):
        named = {"starts": starts, "limits": limits, "deltas": deltas}
        bounds = [world.convert(bound, dtype, name=title) for title, bound in named.items()]
        bounds = bounds if dtype else creation.of_widest(world, bounds)
        splits, values = world.apply("RaggedRange", *bounds, Tsplits=dtypes.as_dtype(row_splits_dtype))
        return RaggedTensor.from_row_splits(values, splits, validate=False)


@public(v2=("ragged.map_flat_values",))
def map_flat_values(world: Any, op: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Return what `op` makes of the flat values, under the same cut."""
    ragged = [value for value in (*args, *kwargs.values()) if isinstance(value, RaggedTensor)]
    if not ragged:
        return op(*args, **kwargs)
    sizes = {value.flat_values.shape[0] for value in ragged} - {None}
    if len(sizes) > 1:
        raise ValueError("Input RaggedTensors' flat_values must all have the same outer-dimension size.  Got sizes: "
                         f"{sizes}")  # fmt: skip
    if any(value.ragged_rank != ragged[0].ragged_rank for value in ragged):
        raise ValueError("All ragged inputs must have the same ragged_rank.")
    for other in ragged[1:]:
        for mine, theirs in zip(ragged[0].nested_row_splits, other.nested_row_splits, strict=True):
            words = "RowPartition._merge_precomputed_encodings: partitions have incompatible row_splits"
            assert_equal(world, mine, theirs, message=words)
    flat = {name: getattr(value, "flat_values", value) for name, value in kwargs.items()}
    found = op(*(getattr(value, "flat_values", value) for value in args), **flat)
    shape = found.shape
    if shape.rank == 0 or (sizes and shape.rank and shape[0] not in (None, *sizes)):
        wanted = f"(output shape: {shape}; expected outer dimension size: {max(sizes, default=None)})"
        raise ValueError("tf.ragged.map_flat_values requires that the output of `op` have the same outer-dimension "
                         f"size as flat_values of any ragged inputs. {wanted}")  # fmt: skip
    return ragged[0].with_flat_values(found)


@public(v2=("ragged.row_splits_to_segment_ids",))
def row_splits_to_segment_ids(world: Any, splits: Any, name: str | None = None, out_type: Any = None) -> Any:
    """Return for each value the number of its row. ValueError for splits that are no integers in a row."""
    splits = vector(splits, "splits")
    if splits.static_shape == (0,):
        raise ValueError("Invalid row_splits: []")
    return RowPartition.from_row_splits(splits, dtype=out_type).value_rowids()


@public(v2=("ragged.segment_ids_to_row_splits",))
def segment_ids_to_row_splits(
    world: Any, segment_ids: Any, num_segments: Any = None, out_type: Any = None, name: str | None = None
) -> Any:
    """Return where rows begin whose values have these row numbers."""
    given = next((one.dtype.base_dtype for one in (segment_ids, num_segments) if world.is_tensor(one)), dtypes.int64)
    kind = given if out_type is None else dtypes.as_dtype(out_type)
    with world.name_scope(name, "SegmentIdsToRaggedSplits"):
        rows = integers(world, segment_ids, "segment_ids")
        rows.shape.assert_has_rank(1)
        if num_segments is not None:
            num_segments = integers(world, num_segments, "num_segments")
            num_segments.shape.assert_has_rank(0)
        counts = searching.bincount(world, rows, None, num_segments, num_segments, kind)
        return joining.concat(world, [[0], world.apply("Cumsum", counts, 0)], 0)


@public(v2=("ragged.stack",))
def ragged_stack(world: Any, values: Sequence[Any], axis: int = 0, name: str | None = None) -> Any:
    """Return tensors of different lengths as the rows of a ragged tensor."""
    values = values if isinstance(values, (list, tuple)) else [values]
    parts = list(map(converted, values))
    if not parts:
        raise ValueError("rt_inputs may not be empty.")
    for part in parts[1:]:
        part.shape.assert_has_rank(parts[0].shape.rank)
    rank, dense = parts[0].shape.rank, not any(isinstance(part, RaggedTensor) for part in parts)
    axis = positive_axis(axis, rank, more=1)
    if dense and rank is not None and axis in (rank, rank - 1) and (rank, axis) != (1, 0):
        return joining.stack(WORLD, parts, axis)
    if axis == 0 and dense:
        lengths = joining.stack(WORLD, [arrays.shape(WORLD, part, out_type=dtypes.int64)[0] for part in parts])
        return RaggedTensor.from_row_lengths(joining.concat(WORLD, parts, 0), lengths)
    return _stack(None, values, axis)


@public(v2=("ragged.boolean_mask",))
def ragged_mask(world: Any, data: Any, mask: Any, name: str | None = None) -> Any:
    """Return the values where the mask is true, row by row."""
    data = converted(data, name="data")
    mask = converted(mask, dtypes.bool_, "mask")
    if isinstance(mask, RaggedTensor):
        return _mask_rows(data, mask)
    if mask.shape.rank == 0:
        raise ValueError("mask cannot be scalar.")
    if isinstance(data, RaggedTensor):
        if mask.shape.rank == 1:
            return rows_at(data, choosing.where_v2(WORLD, mask)[:, 0])
        return _mask_rows(data, RaggedTensor.from_tensor(mask))
    kept: Any = choosing.boolean_mask(WORLD, data, mask)
    if mask.shape.rank > 1:
        counts = reductions.reduce_sum(WORLD, casting.cast(WORLD, mask, dtypes.int64), -1)
        kept = RaggedTensor.from_row_lengths(kept, arrays.reshape(WORLD, counts, [-1]), validate=False)
        sizes = arrays.shape(WORLD, mask, out_type=dtypes.int64)
        for axis in reversed(range(mask.shape.rank - 2)):
            rows = reductions.reduce_prod(WORLD, sizes[: axis + 1])
            kept = RaggedTensor.from_row_splits(kept, creation.range(WORLD, rows + 1) * sizes[axis + 1], validate=False)
    return kept


def _mask_rows(data: Any, mask: RaggedTensor) -> Any:
    if isinstance(mask.values, RaggedTensor):
        return data.with_values(_mask_rows(data.values, mask.values))
    kept = ragged_mask(WORLD, data.values, mask.values)
    return RaggedTensor.from_row_lengths(kept, _along("reduce_sum", _cast_to(mask, dtypes.int64), 1, False))


def rows_of(values: Any, lengths: Any) -> Any:
    """Return values cut into rows of these lengths; for more than one dimension of rows, cut again."""
    flat = arrays.reshape(WORLD, lengths, [-1])
    made: Any = RaggedTensor.from_row_lengths(values, casting.cast(WORLD, flat, dtypes.int64))
    sizes = lengths.shape
    for axis in reversed(range(1, len(sizes))):
        count = None if None in sizes[:axis] else math.prod(sizes[:axis])
        made = RaggedTensor.from_uniform_row_length(made, sizes[axis], count)
    return made


# --- reductions ------------------------------------------------------------------------------------------


_UNSORTED: Final = {
    "reduce_sum": "UnsortedSegmentSum", "reduce_prod": "UnsortedSegmentProd",
    "reduce_max": "UnsortedSegmentMax", "reduce_min": "UnsortedSegmentMin",
}  # fmt: skip
_COUNTED: Final = {"reduce_any": "reduce_sum", "reduce_all": "reduce_prod"}


def _reduce(
    name: str, original: Any, input_tensor: Any, axis: Any = None, keepdims: bool = False, label: str | None = None
) -> Any:
    """Return a reduction along axes, the innermost first; what is made of sums is made of those along all of them."""
    flat = getattr(input_tensor, "flat_values", input_tensor)
    if flat is input_tensor or axis is None:
        return original(flat, axis, keepdims)

    def again(which: str, values: Any) -> Any:
        return _reduce(which, getattr(reductions, which), input_tensor.with_flat_values(values), axis, keepdims)

    if name in _COUNTED:
        return _cast_to(again(_COUNTED[name], casting.cast(WORLD, flat, dtypes.int32)), dtypes.bool_)
    if name == "reduce_mean":
        return again("reduce_sum", flat) / again("reduce_sum", creation.ones_like(WORLD, flat))
    if name in ("reduce_variance", "reduce_std"):
        spread = again("reduce_mean", flat * flat) - again("reduce_mean", flat) ** 2
        return spread if name == "reduce_variance" else spread**0.5
    rank = len(input_tensor.shape)
    for one in sorted((positive_axis(each, rank) for each in np.atleast_1d(axis).tolist()), reverse=True):
        input_tensor = _along(name, input_tensor, one, keepdims)
    return input_tensor


def _along(name: str, values: Any, axis: int, keepdims: bool) -> Any:
    """Return a reduction along one axis."""
    if not isinstance(values, RaggedTensor):
        return getattr(reductions, name)(WORLD, values, axis, keepdims)
    if axis > 1:
        return values.with_values(_along(name, values.values, axis - 1, keepdims))
    if axis == 1:
        found = _by_segments(_UNSORTED[name], values.values, values.value_rowids(), values.nrows())
    else:
        longest = WORLD.apply("Maximum", reductions.reduce_max(WORLD, values.row_lengths()), 0)
        found = _by_segments(_UNSORTED[name], values.values, values._row_partition.offsets_in_rows(), longest)
    return _expand_dims(None, found, axis) if keepdims else found


def _by_segments(op: str, values: Any, segments: Any, count: Any) -> Any:
    """Return what an op makes of all values of each segment; of rows, column by column."""
    if not isinstance(values, RaggedTensor):
        return WORLD.apply(op, values, segments, count)
    lengths = WORLD.apply("Maximum", WORLD.apply("UnsortedSegmentMax", values.row_lengths(), segments, count), 0)
    rows, cut = RowPartition.from_row_lengths(lengths, validate=False), values._row_partition
    starts = gathering.gather(WORLD, rows.row_starts(), gathering.gather(WORLD, segments, cut.value_rowids()))
    return RaggedTensor(_by_segments(op, values.values, starts + cut.offsets_in_rows(), rows.nvals()), rows)


# --- joining and shaping ---------------------------------------------------------------------------------


def _all_ragged(values: Sequence[Any]) -> list[Any]:
    """Return the values as tensors cut alike: as the first ragged one among them is."""
    rank = next(value for value in values if isinstance(value, RaggedTensor)).ragged_rank
    return [_as_ragged(value, rank) for value in values]


def _as_ragged(value: Any, rank: int) -> Any:
    if isinstance(value, RaggedTensor) or rank < 1:
        return value
    if isinstance(value, (list, tuple)) and not WORLD.holds_tensor(value):
        return constant(WORLD, value, ragged_rank=rank)
    tensor = WORLD.convert(value)
    return RaggedTensor.from_tensor(tensor, ragged_rank=rank) if len(tensor.shape) > 1 else tensor


def _concat(original: Any, values: Sequence[Any], axis: Any, name: str = "concat") -> Any:
    model = next(value for value in values if isinstance(value, RaggedTensor))
    parts = [_cast_to(part, model.dtype) for part in _all_ragged(values)]
    return joined(parts, axis + len(model.shape) if axis < 0 else int(axis))


def _cast_to(part: Any, dtype: Any) -> Any:
    if not isinstance(part, RaggedTensor):
        return casting.cast(WORLD, part, dtype)
    return part.with_flat_values(casting.cast(WORLD, part.flat_values, dtype))


def joined(parts: Sequence[Any], axis: int) -> Any:
    """Return ragged tensors of one rank joined along an axis."""
    if not isinstance(parts[0], RaggedTensor):
        return joining.concat(WORLD, list(parts), axis)
    if axis > 1:
        return parts[0].with_values(joined([part.values for part in parts], axis - 1))
    values = joined([part.values for part in parts], 0)
    rows = RaggedTensor.from_row_lengths(values, joining.concat(WORLD, [part.row_lengths() for part in parts], 0))
    if axis == 0:
        return rows
    count = parts[0].nrows()
    place = creation.range(WORLD, len(parts), dtype=dtypes.int64)
    order = creation.range(WORLD, count)[:, None] + place[None, :] * count
    side_by_side = rows_at(rows, arrays.reshape(WORLD, order, [-1]))
    return RaggedTensor(side_by_side.values, RowPartition(side_by_side.row_splits[:: len(parts)]))


def _stack(original: Any, values: Sequence[Any], axis: int = 0, name: str | None = None) -> Any:
    return joined([_expand_dims(None, part, axis) for part in _all_ragged(values)], axis)


def _expand_dims(original: Any, input: Any, axis: Any, name: str | None = None) -> Any:
    if not isinstance(input, RaggedTensor):
        return arrays.expand_dims(WORLD, input, axis)
    axis = positive_axis(axis, len(input.shape), more=1)
    if axis < 2:
        return in_new_rows(input, axis)
    return input.with_values(_expand_dims(None, input.values, axis - 1))


def _tile(original: Any, input: Any, multiples: Any, name: str | None = None) -> Any:
    for axis, times in enumerate(np.asarray(WORLD.convert(multiples).static_value()).tolist()):
        input = joined([input] * times, axis) if times != 1 else input
    return input


def _reverse(original: Any, tensor: Any, axis: Any, name: str | None = None) -> Any:
    for one in np.atleast_1d(np.asarray(axis)).tolist():
        place = one + len(tensor.shape) if one < 0 else one
        tensor = tensor[(*[slice(None)] * place, slice(None, None, -1))]
    return tensor


def _split(original: Any, value: Any, num_or_size_splits: Any, axis: int = 0, num: Any = None, name: Any = None) -> Any:
    """Return a number of ragged tensors with as many rows each, or with the numbers of rows given."""
    sizes = num_or_size_splits
    if isinstance(sizes, int):
        sizes = [int(value.nrows()) // sizes] * sizes
    ends = np.cumsum(sizes).tolist()
    return [value[end - size : end] for size, end in zip(sizes, ends, strict=True)]


def _squeeze(original: Any, input: Any, axis: Any = None, name: str | None = None) -> Any:
    """Return the tensor without some dimensions. InvalidArgumentError where one of them has another size than 1."""
    if axis is None:
        raise ValueError("Ragged.squeeze must have an axis argument.")
    axes = [positive_axis(each, len(input.shape), "axis[0]") for each in np.atleast_1d(axis).tolist()]
    for one in sorted(axes, reverse=True):
        input = _without(original, input, one, one)
    return input


def _without(original: Any, input: Any, axis: int, named: int) -> Any:
    if not isinstance(input, RaggedTensor):
        return original(input, axis)
    if axis > 1:
        return input.with_values(_without(original, input.values, axis - 1, named))
    sizes = input.row_lengths() if axis else input.nrows()
    fits = reductions.reduce_all(WORLD, WORLD.apply("Equal", sizes, 1))
    checks.Assert(WORLD, fits, [f"the given axis (axis = {named}) is not squeezable!"])
    return input.values


def _gather(original: Any, params: Any, indices: Any, *args: Any, **kwargs: Any) -> Any:
    if kwargs.get("batch_dims") == 1 and isinstance(indices, RaggedTensor) and isinstance(params, RaggedTensor):
        starts = original(params.row_starts(), indices.value_rowids())
        places = casting.cast(WORLD, indices.values, starts.dtype) + starts
        return indices.with_values(_gather(original, params.values, places))
    if isinstance(indices, RaggedTensor):
        return indices.with_values(_gather(original, params, indices.values, *args, **kwargs))
    if not isinstance(params, RaggedTensor):
        return original(params, indices, *args, **kwargs)
    indices = WORLD.convert(indices)
    if len(indices.shape) > 1:
        return _gather(original, params, RaggedTensor.from_tensor(indices, ragged_rank=len(indices.shape) - 1))
    one = not len(indices.shape)
    return params[original(creation.range(WORLD, params.nrows()), indices)] if one else rows_at(params, indices)


# --- shapes that are ragged ------------------------------------------------------------------------------


def _shape_of(value: Any) -> DynamicRaggedShape:
    return value if isinstance(value, DynamicRaggedShape) else DynamicRaggedShape([], value)


def _filled(original: Any, shape: DynamicRaggedShape, *args: Any, **kwargs: Any) -> Any:
    """Return what a function makes in the inner shape, cut as the shape says."""
    return under(original(shape.inner_shape, *args, **kwargs), shape.row_partitions)


def _reshape(original: Any, tensor: Any, shape: Any, name: str | None = None) -> Any:
    flat = getattr(tensor, "flat_values", tensor)
    return _filled(partial(original, flat), shape) if isinstance(shape, DynamicRaggedShape) else original(flat, shape)


def _broadcast_to(original: Any, input: Any, shape: Any, name: str | None = None) -> Any:
    """Return the tensor repeated until it has the shape. ValueError where the two count in different dtypes."""
    if not isinstance(shape, DynamicRaggedShape):
        return original(input, shape)
    if isinstance(input, RaggedTensor) and shape.row_partitions and input.row_splits.dtype != shape.dtype:
        raise ValueError("Cannot coerce row_splits.dtype")
    input = converted(input)
    if not input.shape.rank or not (shape.row_partitions or isinstance(input, RaggedTensor)):
        return _filled(partial(original, input), shape)
    return _filled(partial(original, flat_in(input, shape)), shape)


def _where(original: Any, condition: Any, x: Any = None, y: Any = None, name: str | None = None) -> Any:
    """Return what is chosen of x and y; without these the places where the condition holds, one row for each."""
    if x is not None or y is not None:
        return elementwise(original, converted(condition, dtypes.bool_), x, y)
    return choosing.boolean_mask(WORLD, condition._indices(), condition.flat_values)


def _softmax(original: Any, logits: Any, axis: Any = None, name: str | None = None) -> Any:
    """Return the softmax along a dimension, the last one if none is given."""
    axis = positive_axis(-1 if axis is None else axis, len(logits.shape))
    powers = elementwise(partial(WORLD.apply, "Exp"), logits - _along("reduce_max", logits, axis, True))
    return powers / _along("reduce_sum", powers, axis, True)


# --- how the public functions come to know ---------------------------------------------------------------

_ELEMENTWISE: Final = {
    arithmetic: "abs acos add asin atan atan2 cos cosh divide equal exp floor greater greater_equal less less_equal "
    "math.ceil math.divide_no_nan math.expm1 math.floordiv math.floormod math.is_finite math.is_inf math.is_nan "
    "math.log math.log1p math.reciprocal math.rint math.rsqrt math.squared_difference maximum minimum multiply "
    "negative not_equal pow realdiv round sigmoid sign sin sinh sqrt square subtract tan tanh truediv "
    "bitwise.bitwise_and logical_and logical_not logical_or math.logical_xor",
    activations: "math.softplus nn.elu nn.gelu nn.leaky_relu nn.relu nn.relu6 nn.selu nn.softsign",
    casting: "cast identity",
    custom_gradient: "stop_gradient",
    checks: "debugging.check_numerics",
    creation: "one_hot ones_like zeros_like",
    losses_and_layers: "nn.dropout",
    norms: "clip_by_value",
    special: "math.digamma math.erf math.lgamma",
    characters: "strings.unicode_decode strings.unicode_split strings.unicode_transcode",
    strings: "as_string io.decode_base64 io.encode_base64 strings.bytes_split strings.length strings.lower "
    "strings.regex_full_match strings.regex_replace strings.split strings.strip strings.substr "
    "strings.to_hash_bucket_fast strings.to_number strings.upper",
}
"""The functions that compute each element by itself, by the file that publishes them."""

_OWN: Final[dict[Callable[..., Any], Callable[..., Any]]] = {
    **{getattr(reductions, name): partial(_reduce, name)
       for name in (*_UNSORTED, *_COUNTED, "reduce_mean", "reduce_variance", "reduce_std")},
    PUBLIC["tf2"]["add_n"]: lambda original, inputs, name=None:
        elementwise(lambda *parts: original(list(parts)), *inputs),
    PUBLIC["tf2"]["nn.softmax"]: _softmax,
    arrays.expand_dims: _expand_dims,
    arrays.rank: lambda original, input, name=None: WORLD.constant(len(input.shape), dtypes.int32),
    arrays.shape: lambda original, input, out_type=None, name=None:
        DynamicRaggedShape.from_tensor(input, out_type or dtypes.int32),
    arrays.size: lambda original, input, out_type=None, name=None: original(input.flat_values, out_type),
    arrays.reshape: _reshape,
    broadcasting.broadcast_dynamic_shape: lambda original, x, y: broadcast(_shape_of(x), _shape_of(y)),
    broadcasting.broadcast_to: _broadcast_to,
    **dict.fromkeys((creation.fill, creation.ones, creation.zeros), _filled),
    choosing.where_v2: _where,
    gathering.gather: _gather,
    joining.concat: _concat,
    joining.stack: _stack,
    losses_and_layers.embedding_lookup: _gather,
    repeating.reverse: _reverse,
    repeating.tile: _tile,
    joining.split: _split,
    arrays.squeeze: _squeeze,
    strings.reduce_join: reduce_join,
    printing.print_: print_,
    strings.join: lambda original, inputs, separator="", name=None:
        elementwise(lambda *parts: original(list(parts), separator), *inputs),
}  # fmt: skip
"""What answers where the flat values alone do not; the function itself comes first, for what is not ragged."""

ANSWERS: Final = {PUBLIC["tf2"][name]: elementwise for names in _ELEMENTWISE.values() for name in names.split()} | _OWN
"""What answers for a public function where a ragged tensor is among its arguments."""
