"""What is made of the items of each row together: crosses, n-grams, rows put anew, and their text."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import Any, Final

import numpy as np

from lifetimes.errors import refuse
from lifetimes.ops import Array, dtypes
from lifetimes.ops.debugging.checks import assert_equal
from lifetimes.ops.layout import arrays, choosing
from lifetimes.ops.layout.arrays import reshape
from lifetimes.ops.layout.gathering import gather
from lifetimes.ops.layout.joining import stack
from lifetimes.ops.math.casting import cast
from lifetimes.ops.math.searching import argsort
from lifetimes.ops.registry import PUBLIC, Out, not_differentiable, op, public
from lifetimes.ops.text import printing, strings
from lifetimes.ops.text.fingerprints import fingerprint
from lifetimes.tf2.library.ragged.ragged_indexing import rows_at
from lifetimes.tf2.library.ragged.ragged_tensor import RaggedTensor, converted
from lifetimes.tf2.world import WORLD

_WHOLE: Final = (1 << 64) - 1
_MULTIPLIER: Final = 0xC6A4A7935BD1E995
_HASH_KEY: Final = 0xDECAFCAFFE
_Rows = list[list[Any]]


def _rows(values: Array, splits: Array) -> Iterator[list[Any]]:
    return (values[start:limit].tolist() for start, limit in pairwise(splits))


def _flat(rows: _Rows, kind: Any, splits: Array) -> tuple[Array, Array]:
    """Return the items of all rows as one array, and where the rows begin."""
    items = [item for row in rows for item in row]
    values = np.empty(len(items), kind)
    values[:] = items
    return values, np.cumsum([0, *map(len, rows)]).astype(splits.dtype)


# --- crosses ---------------------------------------------------------------------------------------------


def _mixed(value: int) -> int:
    return value ^ (value >> 47)


def _joined_hash(first: int, second: int) -> int:
    """Return one fingerprint of two: FingerprintCat64 in `tensorflow/core/platform/fingerprint.h`."""
    result = first ^ _MULTIPLIER ^ (_mixed(second * _MULTIPLIER & _WHOLE) * _MULTIPLIER & _WHOLE)
    return _mixed(_mixed(result * _MULTIPLIER & _WHOLE) * _MULTIPLIER & _WHOLE)


def _cross(*inputs: Array, hashed: bool, buckets: int, key: int) -> tuple[Array, Array]:
    half = len(inputs) // 2
    each = [_rows(values, splits) for values, splits in zip(inputs[:half], inputs[half:], strict=True)]

    def together(items: Sequence[Any]) -> Any:
        if not hashed:
            return b"_X_".join(item if isinstance(item, bytes) else str(item).encode() for item in items)
        total = key & _WHOLE
        for item in items:
            total = _joined_hash(total, fingerprint(item) if isinstance(item, bytes) else item & _WHOLE)
        return total % (buckets or (1 << 63) - 1)

    found = [[*map(together, product(*row))] for row in zip(*each, strict=True)]
    return _flat(found, np.int64 if hashed else np.object_, inputs[half])


def _crossed(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    kind = dtypes.int64 if attrs["hashed"] else dtypes.string
    splits = inputs[len(inputs) // 2]
    return [(kind, (None,)), (splits.dtype.base_dtype, splits.static_shape)]


op("RaggedCross", "values:* splits:*", _cross, _crossed, not_differentiable, outputs=2)


def _cross_of(world: Any, inputs: Any, **options: Any) -> RaggedTensor:
    if not isinstance(inputs, (tuple, list)):
        raise TypeError("Inputs must be a list")
    if not inputs:
        kind = dtypes.int64 if options["hashed"] else dtypes.string
        return RaggedTensor.from_row_splits(world.convert([], kind), world.convert([0], dtypes.int64))
    ragged = [_as_rows(world, value, f"inputs[{i}]") for i, value in enumerate(inputs)]
    short = all(value.row_splits.dtype == dtypes.int32 for value in ragged)
    splits = [cast(world, value.row_splits, dtypes.int32 if short else dtypes.int64) for value in ragged]
    values, found = world.apply("RaggedCross", *[value.values for value in ragged], *splits, **options)
    return RaggedTensor.from_row_splits(values, found, validate=False)


def _as_rows(world: Any, value: Any, name: str) -> Any:
    value = converted(value)
    if not value.dtype.is_integer and value.dtype != dtypes.string:
        raise ValueError(f"Unexpected dtype for {name}: {value.dtype}")
    if not isinstance(value, RaggedTensor):
        if value.shape.rank is not None and value.shape.rank != 2:
            raise refuse("tf.ragged.cross only supports inputs with rank=2.")
        value = RaggedTensor.from_tensor(value)
    if value.ragged_rank != 1:
        raise ValueError("tf.ragged.cross only supports inputs with rank=2")
    return value.with_values(cast(world, value.values, dtypes.int64)) if value.dtype.is_integer else value


@public(v2=("ragged.cross",))
def ragged_cross(world: Any, inputs: Any, name: str | None = None) -> RaggedTensor:
    """Return for each row all combinations of one item from each input, joined by `_X_`."""
    return _cross_of(world, inputs, hashed=False, buckets=0, key=0)


@public(v2=("ragged.cross_hashed",))
def ragged_cross_hashed(
    world: Any, inputs: Any, num_buckets: int = 0, hash_key: int | None = None, name: str | None = None
) -> RaggedTensor:
    """Return for each row a fingerprint of each combination of items, modulo the number of buckets if there is one."""
    return _cross_of(world, inputs, hashed=True, buckets=num_buckets, key=_HASH_KEY if hash_key is None else hash_key)


# --- n-grams ---------------------------------------------------------------------------------------------


def _ngrams(
    data: Array, splits: Array, separator: bytes, widths: Sequence[int], pads: tuple[bytes, bytes], pad_width: int,
    short: bool,
) -> tuple[Array, Array]:  # fmt: skip
    def of_width(row: list[bytes], width: int) -> list[bytes]:
        pad = width - 1 if pad_width < 0 else min(pad_width, width - 1)
        padded = [*[pads[0]] * pad, *row, *[pads[1]] * pad]
        return [separator.join(padded[start : start + width]) for start in range(len(padded) - width + 1)]

    found = []
    for row in _rows(data, splits):
        made = [gram for width in widths for gram in of_width(row, width)]
        found.append(of_width(row, len(row) + 2 * pad_width) if short and row and not made else made)
    return _flat(found, np.object_, splits)


op("StringNGrams", "data:string data_splits:I=Tsplits", _ngrams,
   lambda inputs, attrs: [(dtypes.string, (None,)), (inputs[1].dtype, inputs[1].static_shape)], not_differentiable,
   outputs=2)  # fmt: skip


def _text(value: Any) -> bytes:
    if not isinstance(value, (str, bytes)):
        raise TypeError("pad_values must be a string, tuple of strings, or None.")
    return value.encode() if isinstance(value, str) else value


@public(v2=("strings.ngrams",))
def ngrams(
    world: Any, data: Any, ngram_width: Any, separator: Any = " ", pad_values: Any = None,
    padding_width: int | None = None, preserve_short_sequences: bool = False, name: str | None = None,
) -> Any:  # fmt: skip
    """Return the items of each innermost row joined with those that follow, `ngram_width` of them at a time.

    ValueError for widths below 1, and for a width of padding without anything to pad with.
    """
    pads = pad_values if isinstance(pad_values, (list, tuple)) else ("" if pad_values is None else pad_values,) * 2
    pads = (_text(pads[0]), _text(pads[1]))
    if padding_width is not None and padding_width < 1:
        raise ValueError("padding_width must be greater than 0.")
    if padding_width is not None and pad_values is None:
        raise ValueError("pad_values must be provided if padding_width is set.")
    widths = list(ngram_width) if isinstance(ngram_width, (list, tuple)) else [ngram_width]
    if any(width < 1 for width in widths):
        raise ValueError(f"All ngram_widths must be greater than 0. Got {ngram_width}")
    pad_width = 0 if pad_values is None else -1 if padding_width is None else padding_width
    options = {"separator": _text(separator), "widths": tuple(widths), "pads": pads, "pad_width": pad_width}
    data = converted(data, dtypes.string)
    return _ngrams_of(world, data, {**options, "short": preserve_short_sequences})


def _ngrams_of(world: Any, data: Any, options: dict[str, Any]) -> Any:
    if isinstance(data, RaggedTensor):
        if data.ragged_rank > 1:
            return data.with_values(_ngrams_of(world, data.values, options))
        values, splits = world.apply("StringNGrams", data.values, data.row_splits, **options)
        return RaggedTensor.from_row_splits(values, splits, validate=False)
    if data.shape.rank is None:
        raise ValueError("Rank of data must be known.")
    if data.shape.rank == 0:
        raise ValueError("Data must have rank>0")
    if data.shape.rank == 1:
        return _ngrams_of(world, RaggedTensor.from_row_starts(data, [0], validate=False), options)[0]
    made = _ngrams_of(world, RaggedTensor.from_tensor(data, ragged_rank=data.shape.rank - 1), options)
    return reshape(
        world, made.flat_values, [*world.apply("Unpack", world.apply("Shape", data), num=data.shape.rank)[:-1], -1]
    )


# --- rows put together anew ------------------------------------------------------------------------------


@public(v2=("ragged.stack_dynamic_partitions",))
def stack_dynamic_partitions(
    world: Any, data: Any, partitions: Any, num_partitions: Any, name: str | None = None
) -> Any:
    """Return as row `i` all slices of the data whose partition is `i`, in their order."""
    data = converted(data)
    wanted = data.row_splits.dtype if isinstance(data, RaggedTensor) else None
    if not isinstance(partitions, RaggedTensor):
        partitions = world.convert(partitions, hint=wanted)
    if isinstance(partitions, RaggedTensor):
        partitions = partitions.with_flat_values(cast(world, partitions.flat_values, wanted or partitions.dtype))
    elif wanted is not None:
        partitions = cast(world, partitions, wanted)
    rank, kind = partitions.shape.rank, partitions.dtype
    if rank is None:
        raise ValueError("partitions must have known rank.")
    count = cast(world, world.convert(num_partitions, hint=kind), kind)
    if rank == 0:
        return RaggedTensor.from_value_rowids(stack(world, [data]), stack(world, [partitions]), count)
    if rank == 1:
        order = argsort(world, partitions, stable=True)
        rows = gather(world, partitions, order)
        checks = PUBLIC["tf2"]
        checks["debugging.assert_less"](world, rows[-1:], count, message="partitions must be less than num_partitions")
        checks["debugging.assert_non_negative"](world, partitions, message="partitions must be non-negative.")
        chosen = rows_at(data, order) if isinstance(data, RaggedTensor) else gather(world, data, order)
        return RaggedTensor.from_value_rowids(chosen, rows, count)
    if not isinstance(data, RaggedTensor):
        data = RaggedTensor.from_tensor(data)
    if not isinstance(partitions, RaggedTensor):
        partitions = RaggedTensor.from_tensor(partitions, ragged_rank=max(data.ragged_rank, rank - 1))
    assert_equal(world, data.row_splits, cast(world, partitions.row_splits, data.row_splits.dtype),
                 message="data and partitions have incompatible ragged shapes")  # fmt: skip
    return stack_dynamic_partitions(world, data.values, partitions.values, count)


# --- rows as text ----------------------------------------------------------------------------------------


def reduce_join(
    original: Any, inputs: Any, axis: Any = None, keepdims: bool = False, separator: str = "", name: str | None = None
) -> Any:
    """Return the texts of each row joined into one."""
    axis = axis if axis is None or axis >= 0 else axis + len(inputs.shape)
    if axis is not None and axis > 1:
        return inputs.with_values(reduce_join(original, inputs.values, axis - 1, keepdims, separator))
    if axis != 1 or isinstance(inputs.values, RaggedTensor):
        return original(inputs.to_tensor(), axis, keepdims, separator)
    rows = inputs.value_rowids(), inputs.nrows()
    found = WORLD.apply("UnsortedSegmentJoin", inputs.values, *rows, separator=separator)
    return arrays.expand_dims(WORLD, found, 1) if keepdims else found


def print_(original: Any, *inputs: Any, summarize: int = 3, sep: str = " ", **options: Any) -> Any:
    return original(strings.join(WORLD, [_printed(one, summarize) for one in inputs], sep), **options)


def _printed(value: Any, summarize: int) -> Any:
    if not isinstance(value, RaggedTensor):
        return printing.formatted(WORLD, [value], summarize, "")
    return arrays.reshape(WORLD, _texts(RaggedTensor.from_row_lengths(value, [value.nrows()]), summarize), [])


def _texts(values: Any, summarize: int) -> Any:
    """Return the text of each value, or of each row: of a long one the beginning and the end."""
    if not isinstance(values, RaggedTensor):
        text = values if values.dtype == dtypes.string else WORLD.apply("AsString", values)
        return strings.join(WORLD, ["'", text, "'"]) if text is values else text
    cells = values.with_values(_texts(values.values, summarize))
    whole = reduce_join(None, cells, 1, separator=", ")
    if summarize >= 0:
        ends = [reduce_join(None, part, 1, separator=", ") for part in (cells[:, :summarize], cells[:, -summarize:])]
        cut = strings.join(WORLD, ends, ", ..., ")
        whole = choosing.where_v2(WORLD, values.row_lengths() > 2 * summarize, cut, whole)
    return strings.join(WORLD, ["[", whole, "]"])
