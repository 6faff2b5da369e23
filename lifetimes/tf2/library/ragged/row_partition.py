"""Where values are cut into rows, said in whole numbers: by splits, lengths, starts, limits, or the row of each value.

Source: `tensorflow/python/ops/ragged/row_partition.py`.
"""

from typing import Any, Final, Self

import numpy as np

from lifetimes.errors import refuse
from lifetimes.ops import Array, DType, dtypes
from lifetimes.ops.debugging.checks import assert_equal
from lifetimes.ops.layout import arrays, creation
from lifetimes.ops.layout.creation import ones_like
from lifetimes.ops.layout.gathering import gather
from lifetimes.ops.layout.joining import concat
from lifetimes.ops.layout.repeating import repeat
from lifetimes.ops.math.casting import cast
from lifetimes.ops.math.reductions import reduce_max
from lifetimes.ops.registry import INDEX, PUBLIC, WIDE, not_differentiable, op, plain
from lifetimes.tf2.world import WORLD


@plain(v2=("experimental.RowPartition",))
class RowPartition:
    """Where values are cut into rows: row `i` is `values[row_splits[i]:row_splits[i + 1]]`."""

    __slots__ = ("__weakref__", "_splits", "_uniform")

    def __init__(self, row_splits: Any, uniform_row_length: Any = None) -> None:
        self._splits, self._uniform = row_splits, uniform_row_length

    @classmethod
    def from_row_splits(cls, row_splits: Any, validate: bool = True, dtype: Any = None, dtype_hint: Any = None) -> Self:
        splits = vector(row_splits, "row_splits", dtype)
        if splits.static_shape == (0,):
            raise ValueError("row_splits tensor may not be empty.")
        if validate:
            words = "Arguments to from_row_splits do not form a valid RaggedTensor:"
            must_equal(splits[0], 0, f"{words}zero")
            _never_falls(splits, f"{words}monotonic")
        return cls(splits)

    @classmethod
    def from_row_lengths(
        cls, row_lengths: Any, validate: bool = True, dtype: Any = None, dtype_hint: Any = None
    ) -> Self:
        lengths = vector(row_lengths, "row_lengths", dtype)
        if validate:
            _not_negative(lengths, "Arguments to from_row_lengths do not form a valid RowPartition")
        return cls(splits_of_lengths(lengths))

    @classmethod
    def from_row_starts(
        cls, row_starts: Any, nvals: Any, validate: bool = True, dtype: Any = None, dtype_hint: Any = None
    ) -> Self:
        starts = vector(row_starts, "row_starts", dtype)
        last = cast(WORLD, nvals, starts.dtype)[None]
        if validate:
            words = "Arguments to from_row_starts do not form a valid RaggedTensor"
            must_equal(starts[:1], 0, words)
            _never_falls(starts, words)
            PUBLIC["tf2"]["debugging.assert_less_equal"](WORLD, starts[-1:], last, message=words)
        return cls(concat(WORLD, [starts, last], 0))

    @classmethod
    def from_row_limits(cls, row_limits: Any, validate: bool = True, dtype: Any = None, dtype_hint: Any = None) -> Self:
        limits = vector(row_limits, "row_limits", dtype)
        splits = concat(WORLD, [creation.zeros(WORLD, [1], limits.dtype), limits], 0)
        if validate:
            _never_falls(splits, "Arguments to from_row_limits do not form a valid RaggedTensor")
        return cls(splits)

    @classmethod
    def from_value_rowids(
        cls, value_rowids: Any, nrows: Any = None, validate: bool = True, dtype: Any = None, dtype_hint: Any = None
    ) -> Self:
        """Put each value into the row of that number; the numbers ascend."""
        rowids = vector(value_rowids, "value_rowids", dtype)
        before = np.array([-1], rowids.dtype.as_numpy_dtype)
        if nrows is None:
            nrows = reduce_max(WORLD, concat(WORLD, [rowids, before], 0)) + 1
        nrows = cast(WORLD, nrows, rowids.dtype)
        known, numbers = nrows.static_value(), rowids.static_value()
        if known is not None and known < 0:
            raise ValueError(f"Expected nrows >= 0; got {known}")
        if validate:
            words = "Arguments to from_value_rowids do not form a valid RowPartition"
            _not_negative(rowids[:1], words)
            _never_falls(rowids, words)
            if known is not None and numbers is not None and numbers.size and known <= numbers[-1]:
                raise ValueError(f"Expected nrows >= value_rowids[-1] + 1; got nrows={known}, "
                                 f"value_rowids[-1]={numbers[-1]}")  # fmt: skip
        return cls(splits_of_lengths(WORLD.apply("UnsortedSegmentSum", ones_like(WORLD, rowids), rowids, nrows)))

    @classmethod
    def from_uniform_row_length(
        cls, uniform_row_length: Any, nvals: Any = None, nrows: Any = None, validate: bool = True, dtype: Any = None,
        dtype_hint: Any = None,
    ) -> Self:  # fmt: skip
        """Cut into rows of one length; without `nrows`, into as many as `nvals` fills."""
        if nvals is None and nrows is None:
            raise ValueError("Either (or both) of nvals and nrows must be specified")
        length = whole_numbers(uniform_row_length, dtype)
        known = length.static_value()
        if known is not None and known < 0:
            raise ValueError("uniform_row_length must be >= 0.")
        rows = cast(WORLD, (nvals // known if known else 0) if nrows is None else nrows, length.dtype)
        count, filled = rows.static_value(), None if nvals is None else whole_numbers(nvals).static_value()
        if None not in (known, count, filled) and count * known != filled:
            raise ValueError(f"uniform_row_length={known} times nrows={count} must equal nvals={filled}")
        return cls(creation.range(WORLD, rows + 1) * length, length if known is None else int(known))

    dtype = property(lambda self: self._splits.dtype)

    @property
    def static_nrows(self) -> int | None:
        shape = self._splits.static_shape
        return None if shape is None or shape[0] is None else shape[0] - 1

    @property
    def static_uniform_row_length(self) -> Any:
        return self.dtype.as_numpy_dtype(self._uniform) if isinstance(self._uniform, int) else None

    @property
    def static_nvals(self) -> Any:
        rows, length = self.static_nrows, self.static_uniform_row_length
        return None if rows is None or length is None else rows * length

    def is_uniform(self) -> bool:
        return self._uniform is not None

    def uniform_row_length(self) -> Any:
        return WORLD.constant(self._uniform, self.dtype) if isinstance(self._uniform, int) else self._uniform

    def row_splits(self) -> Any:
        return self._splits

    def row_starts(self) -> Any:
        return self._splits[:-1]

    def row_limits(self) -> Any:
        return self._splits[1:]

    def row_lengths(self) -> Any:
        return self._splits[1:] - self._splits[:-1]

    def nrows(self) -> Any:
        return arrays.shape(WORLD, self._splits, out_type=self.dtype)[0] - 1

    def nvals(self) -> Any:
        return self._splits[-1]

    def value_rowids(self) -> Any:
        """Return for each value the number of its row."""
        return repeat(WORLD, creation.range(WORLD, self.nrows()), self.row_lengths())

    def offsets_in_rows(self) -> Any:
        """Return for each value its place in its row."""
        return creation.range(WORLD, self.nvals()) - gather(WORLD, self.row_starts(), self.value_rowids())

    def with_dtype(self, dtype: Any) -> "RowPartition":
        if self.dtype == dtype:
            return self
        known = self._uniform is None or isinstance(self._uniform, int)
        length = self._uniform if known else cast(WORLD, self._uniform, dtype)
        return RowPartition(cast(WORLD, self._splits, dtype), length)

    def __repr__(self) -> str:
        if self._uniform is not None:
            return f"tf.RowPartition(nrows={self.static_nrows}, uniform_row_length={self._uniform})"
        splits = self._splits.static_value()
        return f"tf.RowPartition(row_splits={self._splits if splits is None else splits})"


def whole_numbers(value: Any, dtype: Any = None) -> Any:
    """Return whole numbers as a tensor of the dtype; without one as they come, Python's as int64."""
    tensor = WORLD.convert(value, None if hasattr(value, "dtype") or WORLD.holds_tensor(value) else dtypes.int64)
    wanted = dtype or (tensor.dtype if tensor.dtype in (dtypes.int64, dtypes.int32) else dtypes.int64)
    return tensor if tensor.dtype == wanted else cast(WORLD, tensor, wanted)


def vector(values: Any, name: str, dtype: Any = None) -> Any:
    """Return whole numbers in a row. ValueError for other numbers, and for another rank."""
    numbers = WORLD.convert(values, hint=None if hasattr(values, "dtype") else dtypes.int64)
    if numbers.dtype not in (dtypes.int32, dtypes.int64):
        raise ValueError(f"{name} must have dtype int32 or int64")
    numbers.shape.assert_has_rank(1)
    return numbers if dtype is None else cast(WORLD, numbers, dtype)


def positive_axis(axis: int, rank: int | None, name: str = "axis", more: int = 0) -> int:
    """Return an axis counted from the front. ValueError where there is none, or no place for one `more`."""
    if rank is None or 0 <= axis < rank + more:
        return axis
    if not -rank - more <= axis < 0:
        raise ValueError(f"{name}={axis} out of bounds: expected {-rank - more}<={name}<{rank + more}")
    return axis + rank + more


def must_equal(found: Any, wanted: Any, message: str) -> None:
    """Raise InvalidArgumentError where numbers are not those that are wanted."""
    assert_equal(WORLD, found, cast(WORLD, wanted, found.dtype), message=message)


def _not_negative(numbers: Any, message: str) -> None:
    PUBLIC["tf2"]["debugging.assert_non_negative"](WORLD, numbers, message=message)


def _never_falls(numbers: Any, message: str) -> None:
    _not_negative(numbers[1:] - numbers[:-1], message)


def splits_of_lengths(lengths: Any) -> Any:
    """Return where rows of these lengths begin, and where the last one ends."""
    ends = WORLD.apply("Cumsum", lengths, 0, exclusive=False, reverse=False)
    return concat(WORLD, [creation.zeros(WORLD, [1], lengths.dtype), ends], 0)


# --- the numbers of each row ------------------------------------------------------------------------------


def _range_rows(starts: Array, limits: Array, deltas: Array, Tsplits: DType) -> tuple[Array, Array]:
    for title, bound in (("starts", starts), ("limits", limits), ("deltas", deltas)):
        if bound.ndim > 1:
            raise refuse(f"{title} must be a scalar or vector")
    if len({bound.size for bound in (starts, limits, deltas) if bound.ndim}) > 1:
        raise refuse("starts, limits, and deltas must have the same shape")
    starts, limits, deltas = np.broadcast_arrays(*(np.atleast_1d(bound) for bound in (starts, limits, deltas)))
    if not deltas.all():
        raise refuse("Requires delta != 0")
    steps = (limits.astype(np.float64) - starts) / deltas
    if not (steps <= _MOST).all():
        raise refuse(f"Requires ((limit - start) / delta) <= {_MOST}")
    sizes = np.maximum(np.ceil(steps), 0).astype(np.int64)
    splits = np.cumsum([0, *sizes], dtype=Tsplits.as_numpy_dtype)
    rows = np.repeat(np.arange(sizes.size), sizes)
    within = (np.arange(rows.size) - splits[rows]).astype(starts.dtype)
    return splits, (starts[rows] + within * deltas[rows]).astype(starts.dtype)


_MOST: Final = 2**63 - 1


def _one_more(*bounds: Any) -> tuple[int | None]:
    """Return the shape of the splits of as many rows as the bounds have."""
    counts = {bound.static_shape[0] for bound in bounds if bound.static_shape}
    if any(bound.static_shape is None for bound in bounds) or None in counts:
        return (None,)
    return (max(counts, default=1) + 1,)


op("RaggedRange", "starts:T limits:T deltas:T", _range_rows,
   lambda inputs, attrs: [(attrs["Tsplits"], _one_more(*inputs)), (inputs[0].dtype.base_dtype, (None,))],
   not_differentiable, allow=(*WIDE, *INDEX), outputs=2)  # fmt: skip
