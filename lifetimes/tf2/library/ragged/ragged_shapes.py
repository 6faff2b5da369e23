"""The shape of a ragged tensor: where each ragged dimension is cut, and the shape of the flat values below the cuts.

    [[1, 2], [], [3, 4, 5]]     row_partitions [0 2 2 5]     inner_shape [5]

A shape owns the tensors that say so, never the values. Source: `guide/ragged_tensor`;
`tensorflow/python/ops/ragged/dynamic_ragged_shape.py`.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from lifetimes.ops import dtypes, plain
from lifetimes.ops.debugging.checks import assert_equal
from lifetimes.ops.layout import arrays, creation
from lifetimes.ops.layout.choosing import where_v2
from lifetimes.ops.layout.gathering import gather
from lifetimes.ops.layout.joining import concat, stack
from lifetimes.ops.layout.static_values import sizes_of, static_shape_value
from lifetimes.ops.layout.tensor_shape import TensorShape
from lifetimes.ops.math.casting import cast
from lifetimes.ops.math.reductions import reduce_all, reduce_prod
from lifetimes.tf2.library.ragged.row_partition import RowPartition, splits_of_lengths, whole_numbers
from lifetimes.tf2.world import WORLD


@plain(v2=("experimental.DynamicRaggedShape",))
class DynamicRaggedShape:
    """The shape of a tensor that may be ragged: its cuts from the outside in, and the shape of the flat values."""

    __slots__ = ("__weakref__", "_inner_shape", "_row_partitions", "_static_inner_shape")
    _takes_over_functions = True

    def __init__(
        self, row_partitions: Sequence[RowPartition], inner_shape: Any, dtype: Any = None, validate: bool = False,
        static_inner_shape: Any = None,
    ) -> None:  # fmt: skip
        if not isinstance(row_partitions, Iterable):
            raise TypeError(f"row_partitions should be a list of row partitions. Instead, got {row_partitions}")
        for partition in row_partitions:
            if not isinstance(partition, RowPartition):
                raise TypeError(f"row_partitions contains {partition} which is not a RowPartition")
        given = [one.dtype for one in (*row_partitions, inner_shape) if hasattr(one, "dtype")]
        dtype = dtypes.as_dtype(dtype or (given[0] if given else dtypes.int64))
        if dtype not in (dtypes.int32, dtypes.int64):
            raise ValueError(f"Illegal dtype: {dtype}")
        self._row_partitions = tuple(partition.with_dtype(dtype) for partition in row_partitions)
        self._inner_shape = whole_numbers(inner_shape, dtype)
        if len(self._inner_shape.static_shape or [None]) != 1:
            raise ValueError(f"Shape {self._inner_shape.shape} must have rank 1")
        known = self._inner_shape.static_value()
        found = static_shape_value(self._inner_shape) if known is None else sizes_of(self._inner_shape, known)
        self._static_inner_shape = TensorShape(found).merge_with(static_inner_shape)
        for axis, (outer, inner) in enumerate(zip(self._row_partitions, self._row_partitions[1:], strict=False)):
            if not _may_equal(outer.static_nvals, inner.static_nrows):
                raise ValueError(f"RowPartitions in DynamicRaggedShape do not align between {axis} and {axis + 1}")
        if row_partitions and not _may_equal(self._row_partitions[-1].static_nvals, self._static_inner_shape[0]):
            raise ValueError("Last row partition does not match inner_shape.")

    @classmethod
    def from_lengths(
        cls, lengths: list[Any], num_row_partitions: int | None = None, dtype: Any = dtypes.int64
    ) -> "DynamicRaggedShape":
        """Return the shape of these lengths: a number, or one for each row; the last ones are the inner shape."""
        if not isinstance(lengths, list):
            raise ValueError("lengths should be a list")
        for one in lengths:
            if not isinstance(one, int) and not (isinstance(one, tuple) and all(isinstance(row, int) for row in one)):
                raise ValueError(f"element of lengths should be int or tuple of ints: instead {one!r}")
        if num_row_partitions is None:
            num_row_partitions = max((axis for axis, one in enumerate(lengths) if isinstance(one, tuple)), default=0)
        if not isinstance(num_row_partitions, int):
            raise ValueError("num_row_partitions should be an int or None")
        if not lengths and num_row_partitions > 0:
            raise ValueError("num_row_partitions==0 for a scalar shape")
        if lengths and num_row_partitions >= len(lengths):
            raise ValueError("num_row_partitions should be less than `len(lengths)` if shape is not scalar.")
        count, partitions = (lengths or [0])[0], []
        for one in lengths[1 : num_row_partitions + 1]:
            if isinstance(one, int):
                partitions.append(RowPartition.from_uniform_row_length(one, nrows=count))
            elif len(one) != count:
                raise ValueError("Shape not consistent.")
            else:
                partitions.append(RowPartition.from_row_lengths(np.array(one, np.int64)))
            count = count * one if isinstance(one, int) else sum(one)
        inner = [count, *lengths[num_row_partitions + 1 :]] if lengths else []
        return cls(partitions, inner, dtype)

    @classmethod
    def from_row_partitions(cls, row_partitions: Sequence[RowPartition], dtype: Any = None) -> "DynamicRaggedShape":
        if not row_partitions:
            raise ValueError("row_partitions cannot be empty")
        return cls(row_partitions, row_partitions[-1].nvals()[None], dtype)

    @classmethod
    def from_tensor(cls, t: Any, dtype: Any = None) -> "DynamicRaggedShape":
        """Return the shape of a tensor, ragged or dense."""
        partitions, flat = getattr(t, "_partitions", ()), getattr(t, "flat_values", t)
        return cls(partitions, arrays.shape(WORLD, flat, out_type=partitions[0].dtype if partitions else None), dtype)

    # --- what it says ---

    dtype = property(lambda self: self._inner_shape.dtype)
    row_partitions = property(lambda self: self._row_partitions)
    num_row_partitions = property(lambda self: len(self._row_partitions))
    inner_shape = property(lambda self: self._inner_shape)
    inner_rank = property(lambda self: self._static_inner_shape.rank)

    @property
    def rank(self) -> int | None:
        inner = self.inner_rank
        return None if inner is None else self.num_row_partitions + inner

    def is_uniform(self, axis: int) -> bool:
        """Return whether all rows along the axis have one length."""
        if not isinstance(axis, int):
            raise TypeError("axis must be an integer")
        if axis < 0:
            raise IndexError("Negative axis values are not supported")
        if self.rank is not None and axis >= self.rank:
            raise IndexError(f"Expected axis={axis} < rank={self.rank}")
        return axis in (0, *range(self.num_row_partitions + 1, axis + 1)) or self._row_partitions[axis - 1].is_uniform()

    def static_lengths(self, ragged_lengths: bool = True) -> list[Any]:
        """Return what is known of the lengths; the list ends in an ellipsis where the rank is not known."""
        inner = [...] if self.inner_rank is None else self._static_inner_shape.as_list()
        if not self._row_partitions:
            return inner
        lengths: list[Any] = [self._row_partitions[0].static_nrows]
        for partition in self._row_partitions:
            rows = partition.row_lengths().static_value() if ragged_lengths and not partition.is_uniform() else None
            lengths.append(partition.static_uniform_row_length if rows is None else tuple(rows.tolist()))
        return lengths + (inner if self.inner_rank is None else inner[1:])

    def with_dtype(self, dtype: Any) -> "DynamicRaggedShape":
        return self if dtype == self.dtype else DynamicRaggedShape(self._row_partitions, self._inner_shape, dtype)

    def __getitem__(self, index: Any) -> Any:
        """Return the length of a uniform dimension, or the shape of a range of dimensions."""
        rank = self.rank
        if not isinstance(index, (int, slice)):
            raise TypeError("Argument is not an int or a slice")
        if rank is None:
            raise ValueError("Rank must be known to use __getitem__ on a large index.")
        if isinstance(index, slice):
            if index.step not in (None, 1):
                raise IndexError("Cannot stride through a shape")
            start, stop, _ = index.indices(rank)
            return self._range(start, stop)
        index = index + rank if index < 0 else index
        cuts = self.num_row_partitions
        if index >= rank and (not cuts or index > cuts + 1):
            raise IndexError(f"Index is too big: {index}>={rank}")
        if index < 0:
            raise IndexError(f"Index must be non-negative: {index}")
        if not self.is_uniform(index):
            raise ValueError(f"Index {index} is not uniform")
        if cuts and index <= cuts:
            cut = self._row_partitions[max(index - 1, 0)]
            known, length = (None, cut.uniform_row_length()) if index else (cut.static_nrows, cut.nrows())
        else:
            known, length = self._static_inner_shape[index - cuts], self._inner_shape[index - cuts]
        return length if known is None else WORLD.constant(known, self.dtype)

    def _range(self, start: int, stop: int) -> "DynamicRaggedShape":
        if stop <= start:
            return DynamicRaggedShape([], [])
        kept = self._row_partitions[: stop - 1]
        if start and not all(partition.is_uniform() for partition in kept):
            raise ValueError("All relevant dimensions must be uniform")
        if start:
            return DynamicRaggedShape([], self._with_num_row_partitions(0).inner_shape[start:stop])
        if stop <= self.num_row_partitions:
            return DynamicRaggedShape(kept, (kept[-1].nvals() if kept else self._row_partitions[0].nrows())[None])
        return DynamicRaggedShape(self._row_partitions, self._inner_shape[: stop - self.num_row_partitions])

    def _with_num_row_partitions(self, count: int) -> "DynamicRaggedShape":
        """Return the same shape with more or fewer of its uniform dimensions given as row partitions."""
        cuts, inner = list(self._row_partitions), self._inner_shape
        while len(cuts) < count:
            length = cast(WORLD, inner[1], inner.dtype)
            cuts.append(RowPartition.from_uniform_row_length(length, nrows=inner[0]))
            inner = concat(WORLD, [reduce_prod(WORLD, inner[:2])[None], inner[2:]], 0)
        while len(cuts) > count:
            cut = cuts.pop()
            if not cut.is_uniform():
                raise ValueError("Cannot get an inner shape over a ragged dimension")
            inner = concat(WORLD, [stack(WORLD, [cut.nrows(), cut.uniform_row_length()]), inner[1:]], 0)
        return DynamicRaggedShape(cuts, inner)

    def _tensors(self) -> list[Any]:
        cuts = [(cut.row_splits(), *([cut.uniform_row_length()] * cut.is_uniform())) for cut in self._row_partitions]
        return [*(tensor for cut in cuts for tensor in cut), self._inner_shape]

    def _with_tensors(self, tensors: Sequence[Any]) -> "DynamicRaggedShape":
        """Return a shape of these tensors; as an example it may have none."""
        rest = iter(tensors)
        cuts = [RowPartition(next(rest), next(rest) if cut.is_uniform() else None) for cut in self._row_partitions]
        if tensors[-1] is not None:
            return DynamicRaggedShape(cuts, tensors[-1])
        example = object.__new__(DynamicRaggedShape)
        cut_alike = [RowPartition(None, 0 if cut.is_uniform() else None) for cut in self._row_partitions]
        example._row_partitions = tuple(cut_alike)
        return example

    def _known(self) -> tuple[Any, ...]:
        cuts = [(one.static_nrows, one.static_uniform_row_length) for one in self._row_partitions]
        return (self.dtype, cuts, self.static_lengths(ragged_lengths=False), self._static_inner_shape.as_list())

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, DynamicRaggedShape) or self._known() != other._known():
            return False
        pairs = zip(self._tensors(), other._tensors(), strict=True)
        alike = [reduce_all(WORLD, WORLD.apply("Equal", mine, theirs)) for mine, theirs in pairs]
        return reduce_all(WORLD, stack(WORLD, alike))

    def __ne__(self, other: object) -> Any:
        alike = self == other
        return WORLD.apply("LogicalNot", alike) if WORLD.is_tensor(alike) else not alike

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = ", ".join("..." if length is ... else str(length) for length in self.static_lengths())
        return f"<DynamicRaggedShape lengths=[{shown}] num_row_partitions={self.num_row_partitions}>"


# --- broadcasting ----------------------------------------------------------------------------------------


def broadcast(x: DynamicRaggedShape, y: DynamicRaggedShape) -> DynamicRaggedShape:
    """Return the smallest shape to which both can be broadcast."""
    if x.row_partitions and y.row_partitions and x.dtype != y.dtype:
        raise ValueError("Dtypes don't match")
    if x.rank is None or y.rank is None:
        raise ValueError("Unable to broadcast: unknown rank")
    cut = [shape.dtype for shape in (x, y) if shape.row_partitions]
    dtype = cut[0] if cut else x.dtype if x.dtype == y.dtype else dtypes.int64
    rank = max(x.rank, y.rank)
    x, y = (y, x) if x.rank > y.rank else (x, y)
    x, y = (_of_rank(shape.with_dtype(dtype), rank) for shape in (x, y))
    count = max(x.num_row_partitions, y.num_row_partitions)
    x, y = (shape._with_num_row_partitions(count) for shape in (x, y))
    cuts = _cuts(x, y) if count else []
    rest = WORLD.apply("BroadcastArgs", *(shape.inner_shape[min(count, 1) :] for shape in (x, y)))
    return DynamicRaggedShape(cuts, concat(WORLD, [cuts[-1].nvals()[None], rest], 0) if cuts else rest, dtype)


def _cuts(x: DynamicRaggedShape, y: DynamicRaggedShape) -> list[RowPartition]:
    """Return how the broadcast of two shapes of equally many row partitions is cut."""
    cuts: list[RowPartition] = []
    rows = WORLD.apply("Maximum", x.row_partitions[0].nrows(), y.row_partitions[0].nrows())
    places = [_rows_in(shape, rows) for shape in (x, y)]
    for both in zip(x.row_partitions, y.row_partitions, strict=True):
        lengths = [gather(WORLD, one.row_lengths(), at) for one, at in zip(both, places, strict=True)]
        lengths = [where_v2(WORLD, _is_one(one), lengths[1 - i], lengths[i]) for i, one in enumerate(both)]
        splits, other = map(splits_of_lengths, lengths)
        uniform_last = both[1].is_uniform() and not both[0].is_uniform()
        assert_equal(WORLD, *((other, splits) if uniform_last else (splits, other)))
        known = [one.static_uniform_row_length for one in both]
        uniform = None if None in known else int(known[1] if known[0] == 1 else known[0])
        cuts.append(RowPartition(splits, uniform))
        places = [_places_below(one, at, cuts[-1]) for one, at in zip(both, places, strict=True)]
    return cuts


def places_in(source: DynamicRaggedShape, target: DynamicRaggedShape) -> Any:
    """Return for each flat value of the target which one of the source it repeats; both have as many cuts."""
    places = _rows_in(source, target.row_partitions[0].nrows(), "Cannot broadcast")
    for mine, wanted in zip(source.row_partitions, target.row_partitions, strict=True):
        lengths, all_lengths = gather(WORLD, mine.row_lengths(), places), wanted.row_lengths()
        found = where_v2(WORLD, _is_one(mine), all_lengths, lengths)
        assert_equal(WORLD, found, all_lengths, message="Cannot broadcast")
        places = _places_below(mine, places, wanted)
    return places


def _rows_in(source: DynamicRaggedShape, rows: Any, message: str | None = None) -> Any:
    """Return for each of so many rows which one of the source it repeats."""
    mine = source.row_partitions[0].nrows()
    fits = WORLD.apply("LogicalOr", WORLD.apply("Equal", mine, 1), WORLD.apply("Equal", mine, rows))
    assert_equal(WORLD, fits, True, message=message)
    return creation.range(WORLD, rows) * cast(WORLD, WORLD.apply("Greater", mine, 1), rows.dtype)


def _places_below(source: RowPartition, places: Any, target: RowPartition) -> Any:
    """Return for each value below the target's cut which one of the source it repeats, by the places of the rows."""
    offsets = where_v2(WORLD, _is_one(source), WORLD.constant(0, target.dtype), target.offsets_in_rows())
    return gather(WORLD, source.row_starts(), gather(WORLD, places, target.value_rowids())) + offsets


def _is_one(partition: RowPartition) -> Any:
    """Return whether rows have the one value each that is repeated."""
    length = partition.uniform_row_length()
    return False if length is None else WORLD.apply("Equal", length, 1)


def of_cuts(shape: DynamicRaggedShape, target: DynamicRaggedShape) -> DynamicRaggedShape:
    """Return the shape with the rank and the number of row partitions of the target."""
    return _of_rank(shape.with_dtype(target.dtype), target.rank)._with_num_row_partitions(target.num_row_partitions)


def _of_rank(shape: DynamicRaggedShape, rank: Any) -> DynamicRaggedShape:
    """Return the shape with dimensions of one row put before it."""
    missing = rank - (shape.rank or 0)
    if not shape.row_partitions:
        ones = np.ones(missing, shape.dtype.as_numpy_dtype)
        return DynamicRaggedShape([], concat(WORLD, [ones, shape.inner_shape], 0)) if missing else shape
    cuts = shape.row_partitions
    for _ in range(missing):
        rows, known = cuts[0].nrows(), cuts[0].static_nrows
        splits = stack(WORLD, [WORLD.constant(0, rows.dtype), rows])
        cuts = (RowPartition(splits, rows if known is None else known), *cuts)
    return DynamicRaggedShape(cuts, shape.inner_shape)


def _may_equal(first: Any, second: Any) -> bool:
    return first is None or second is None or first == second
