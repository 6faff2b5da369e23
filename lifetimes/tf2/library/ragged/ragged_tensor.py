"""RaggedTensor: flat values and where they are cut into rows. It owns both; a part held by name outlives it.

    values     [3, 1, 4, 1, 5, 9]
    row_splits [0, 2, 2, 6]            rows [3, 1], [], [4, 1, 5, 9]

The values may be ragged themselves: one cut for each ragged dimension. Source: `guide/ragged_tensor`;
`tensorflow/python/ops/ragged/ragged_tensor.py`.
"""

import operator
from collections.abc import Callable, Iterator, Sequence
from functools import partial, reduce
from itertools import pairwise
from typing import Any, ClassVar, NamedTuple, Self

import numpy as np

from lifetimes.namespaces import ask_arguments
from lifetimes.ops import DType, dtypes, plain
from lifetimes.ops.layout import arrays, creation
from lifetimes.ops.layout.arrays import reshape
from lifetimes.ops.layout.broadcasting import broadcast_to
from lifetimes.ops.layout.choosing import boolean_mask, where_v2
from lifetimes.ops.layout.creation import sequence_mask, zeros
from lifetimes.ops.layout.gathering import gather
from lifetimes.ops.layout.joining import concat, stack
from lifetimes.ops.layout.tensor_shape import TensorShape
from lifetimes.ops.math.casting import cast
from lifetimes.ops.math.reductions import reduce_any, reduce_max
from lifetimes.ops.operators import Operators, binary, reflected
from lifetimes.tf2.library.ragged.ragged_indexing import item
from lifetimes.tf2.library.ragged.ragged_shapes import DynamicRaggedShape, broadcast, of_cuts, places_in
from lifetimes.tf2.library.ragged.ragged_spec import RaggedTensorSpec
from lifetimes.tf2.library.ragged.row_partition import RowPartition, must_equal, positive_axis, whole_numbers
from lifetimes.tf2.world import WORLD


class SparseParts(NamedTuple):
    """What a sparse tensor is made of. Sparse tensors themselves are left out."""

    indices: Any
    values: Any
    dense_shape: Any


def _unary(compute: Callable[[Any], Any]) -> Any:
    return lambda self: self.with_flat_values(compute(self.flat_values))


@plain(v2=("RaggedTensor",))
class RaggedTensor(Operators):
    """Rows of different lengths. Made by `tf.ragged.constant` and the `from_...` methods."""

    __slots__ = ("__weakref__", "_row_partition", "_values")
    _world: ClassVar[Any] = WORLD  # type: ignore[misc]
    _takes_over_operators = True
    _takes_over_functions = True

    def __init__(self, values: Any, row_partition: RowPartition) -> None:
        self._values, self._row_partition = values, row_partition

    # --- making ---

    @classmethod
    def _cut(cls, values: Any, partition: RowPartition, validate: bool) -> Self:
        """Return the values under a cut. Raises where they do not end where the last row does."""
        values = converted(values)
        if validate:
            words = "Arguments to _from_row_partition do not form a valid RaggedTensor"
            must_equal(partition.nvals(), _count(values), words)
        return cls(values, partition)

    @classmethod
    def from_row_splits(cls, values: Any, row_splits: Any, name: str | None = None, validate: bool = True) -> Self:
        """Cut the values at the splits: row `i` is `values[splits[i]:splits[i + 1]]`."""
        return cls._cut(values, RowPartition.from_row_splits(row_splits, validate), validate)

    @classmethod
    def from_row_lengths(cls, values: Any, row_lengths: Any, name: str | None = None, validate: bool = True) -> Self:
        """Cut the values into rows of these lengths."""
        return cls._cut(values, RowPartition.from_row_lengths(row_lengths, validate), validate)

    @classmethod
    def from_value_rowids(
        cls, values: Any, value_rowids: Any, nrows: Any = None, name: str | None = None, validate: bool = True
    ) -> "RaggedTensor":
        """Put each value into the row of that number; the numbers ascend."""
        values, rowids = converted(values), whole_numbers(value_rowids)
        values.shape[:1].assert_is_compatible_with(rowids.shape)
        return cls._cut(values, RowPartition.from_value_rowids(rowids, nrows, validate), validate)

    @classmethod
    def from_row_starts(cls, values: Any, row_starts: Any, name: str | None = None, validate: bool = True) -> Self:
        values = converted(values)
        return cls._cut(values, RowPartition.from_row_starts(row_starts, _count(values), validate), validate)

    @classmethod
    def from_row_limits(cls, values: Any, row_limits: Any, name: str | None = None, validate: bool = True) -> Self:
        return cls._cut(values, RowPartition.from_row_limits(row_limits, validate), validate)

    @classmethod
    def from_uniform_row_length(
        cls, values: Any, uniform_row_length: Any, nrows: Any = None, validate: bool = True, name: str | None = None
    ) -> "RaggedTensor":
        """Cut the values into rows of one length."""
        values = converted(values)
        partition = RowPartition.from_uniform_row_length(uniform_row_length, _count(values), nrows, validate)
        return cls(values, partition)

    @classmethod
    def from_nested_row_splits(
        cls, flat_values: Any, nested_row_splits: Sequence[Any], name: str | None = None, validate: bool = True
    ) -> Any:
        return reduce(partial(cls.from_row_splits, validate=validate), reversed(nested_row_splits), flat_values)

    @classmethod
    def from_nested_row_lengths(
        cls, flat_values: Any, nested_row_lengths: Sequence[Any], name: str | None = None, validate: bool = True
    ) -> Any:
        return reduce(partial(cls.from_row_lengths, validate=validate), reversed(nested_row_lengths), flat_values)

    @classmethod
    def from_nested_value_rowids(
        cls, flat_values: Any, nested_value_rowids: Sequence[Any], nested_nrows: Any = None, name: str | None = None,
        validate: bool = True,
    ) -> Any:  # fmt: skip
        """Put values into rows, and these into rows, by the numbers of each level, the outermost first."""
        counts = [None] * len(nested_value_rowids) if nested_nrows is None else nested_nrows
        if len(counts) != len(nested_value_rowids):
            raise ValueError("Argument `nested_nrows` must have the same length as argument `nested_value_rowids`. "
                             f"len(nested_nrows) = {len(counts)} vs. len(nested_values_rowids) = "
                             f"{len(nested_value_rowids)}.")  # fmt: skip
        for rows, count in zip(reversed(nested_value_rowids), reversed(counts), strict=True):
            flat_values = cls.from_value_rowids(flat_values, rows, count, validate=validate)
        return flat_values

    @classmethod
    def from_tensor(
        cls, tensor: Any, lengths: Any = None, padding: Any = None, ragged_rank: int = 1, name: str | None = None,
        row_splits_dtype: Any = dtypes.int64,
    ) -> "RaggedTensor":  # fmt: skip
        """Return the rows of a dense tensor: as long as `lengths` says, or without `padding` at their ends."""
        tensor = WORLD.convert(tensor)
        if ragged_rank < 1:
            raise ValueError(f"Argument `ragged_rank` must be greater than 0. Received {ragged_rank}.")
        if len(tensor.shape) < 2:
            words = "The rank of a RaggedTensor must be greater than 1, i.e., a list of scalars won't have ragged"
            raise ValueError(f"{words} dimensions. Received argument `tensor` with rank {len(tensor.shape)}.")
        size, values = tensor.shape[1], _merge(tensor, 0, 1)
        if ragged_rank > 1:
            inner = cls.from_tensor(values, lengths, padding, ragged_rank - 1)
            return cls.from_uniform_row_length(inner, size, tensor.shape[0])
        if padding is not None:
            padding = WORLD.convert(padding, tensor.dtype)
            padding.shape.assert_is_compatible_with(tensor.shape[2:])
            lengths = _lengths_without(tensor, padding)
        if lengths is None:
            return cls.from_uniform_row_length(values, size, tensor.shape[0])
        kept = sequence_mask(WORLD, cast(WORLD, lengths, dtypes.int64), size)
        return cls.from_row_lengths(boolean_mask(WORLD, tensor, kept), lengths)

    # --- its parts ---

    @property
    def values(self) -> Any:
        """The rows joined: a tensor, or a ragged tensor of one dimension less."""
        return self._values

    @property
    def _partitions(self) -> tuple[RowPartition, ...]:
        """Where the rows are cut, and the values of these, from the outside in."""
        inner = self._values._partitions if isinstance(self._values, RaggedTensor) else ()
        return (self._row_partition, *inner)

    @property
    def flat_values(self) -> Any:
        return self._values.flat_values if isinstance(self._values, RaggedTensor) else self._values

    row_splits = property(lambda self: self._row_partition.row_splits())
    uniform_row_length = property(lambda self: self._row_partition.uniform_row_length())

    nested_row_splits = property(lambda self: tuple(cut.row_splits() for cut in self._partitions))
    ragged_rank = property(lambda self: len(self._partitions))

    @property
    def dtype(self) -> DType:
        dtype: DType = self.flat_values.dtype
        return dtype

    @property
    def static_shape(self) -> Any:
        cut, inner = self._row_partition, self._values.static_shape
        length = cut.static_uniform_row_length
        return None if inner is None else (cut.static_nrows, None if length is None else int(length), *inner[1:])

    shape = property(lambda self: TensorShape(self.static_shape))

    def get_shape(self) -> Any:
        return self.shape

    _type_spec = property(RaggedTensorSpec.from_value)

    def row_starts(self, name: str | None = None) -> Any:
        return self._row_partition.row_starts()

    def row_limits(self, name: str | None = None) -> Any:
        return self._row_partition.row_limits()

    def row_lengths(self, axis: int = 1, name: str | None = None) -> Any:
        axis = positive_axis(axis, self.shape.rank)
        if axis == 0:
            return self._row_partition.nrows()
        if axis == 1:
            return self._row_partition.row_lengths()
        if isinstance(self._values, RaggedTensor):
            return self.with_values(self._values.row_lengths(axis - 1))
        sizes = arrays.shape(WORLD, self._values, out_type=self._row_partition.dtype)
        return self.with_values(WORLD.apply("Fill", sizes[: axis - 1], sizes[axis - 1]))

    def nested_value_rowids(self, name: str | None = None) -> tuple[Any, ...]:
        return tuple(cut.value_rowids() for cut in self._partitions)

    def nested_row_lengths(self, name: str | None = None) -> tuple[Any, ...]:
        return tuple(cut.row_lengths() for cut in self._partitions)

    def value_rowids(self, name: str | None = None) -> Any:
        """Return for each value the number of its row."""
        return self._row_partition.value_rowids()

    def nrows(self, out_type: Any = None, name: str | None = None) -> Any:
        rows = self._row_partition.nrows()
        return rows if out_type is None else cast(WORLD, rows, out_type)

    def bounding_shape(self, axis: Any = None, name: str | None = None, out_type: Any = None) -> Any:
        """Return the shape of the smallest box around all rows."""
        inner = arrays.shape(WORLD, self.flat_values, out_type=self.row_splits.dtype)[1:]
        longest = [WORLD.apply("Maximum", reduce_max(WORLD, lengths), 0)[None] for lengths in self.nested_row_lengths()]
        box = concat(WORLD, [self.nrows()[None], *longest, inner], 0)
        box = box if out_type is None else cast(WORLD, box, out_type)
        return box if axis is None else box[axis]

    # --- other tensors of the same cut ---

    def with_values(self, new_values: Any) -> "RaggedTensor":
        """Return other values under the same cut."""
        new_values, size = converted(new_values), self._values.static_shape[:1]
        if new_values.static_shape is not None:
            TensorShape(size).assert_is_compatible_with(new_values.static_shape[:1])
        return RaggedTensor(new_values, self._row_partition)

    def with_flat_values(self, new_values: Any) -> "RaggedTensor":
        inner = self._values.with_flat_values(new_values) if isinstance(self._values, RaggedTensor) else new_values
        return self.with_values(inner)

    def with_row_splits_dtype(self, dtype: Any) -> Any:
        return under(self.flat_values, [cut.with_dtype(dtype) for cut in self._partitions])

    def _tensors(self) -> list[Any]:
        return [self.flat_values, *self.nested_row_splits]

    def row_spec(self) -> RaggedTensorSpec:
        """Return what can be promised of a row."""
        whole = self._type_spec
        return RaggedTensorSpec(whole.shape[1:], whole.dtype, whole.ragged_rank - 1, whole.row_splits_dtype)

    def carried_shapes(self) -> list[Any]:
        """Return the shapes of its tensors at every turn of a loop: there are as many rows, not as many values."""
        inner = [(None,) for _ in self.nested_row_splits[1:]]
        return [(None, *self.flat_values.static_shape[1:]), self.row_splits.static_shape, *inner]

    def _with_tensors(self, tensors: Sequence[Any]) -> Any:
        flat, *splits = tensors
        pairs = zip(splits, self._partitions, strict=True)
        return under(flat, [RowPartition(new, cut._uniform) for new, cut in pairs])

    def merge_dims(self, outer_axis: int, inner_axis: int) -> Any:
        """Return the dimensions from one axis to another as one. ValueError where the outer axis is not the first."""
        outer = positive_axis(outer_axis, len(self.shape), "outer_axis")
        inner = positive_axis(inner_axis, len(self.shape), "inner_axis")
        if outer > inner:
            raise ValueError(f"Expected outer_axis ({outer}) to be less than or equal to inner_axis ({inner}).")
        return _merge(self, outer, inner)

    # --- as other things ---

    def to_tensor(self, default_value: Any = None, name: str | None = None, shape: Any = None) -> Any:
        """Return a dense tensor: short rows are padded, and cut where `shape` says so."""
        inner = self._values
        wanted = None if shape is None else tuple(TensorShape(shape))
        if isinstance(inner, RaggedTensor):
            inner = inner.to_tensor(default_value, shape=None if wanted is None else (None, *wanted[2:]))
        known = None if wanted is None else wanted[1]
        longest = self.bounding_shape(1) if known is None else WORLD.constant(known, dtypes.int64)
        cells = self.row_starts()[:, None] + creation.range(WORLD, longest)[None, :]
        there = sequence_mask(WORLD, self.row_lengths(), longest)
        padding = zeros(WORLD, [], self.dtype) if default_value is None else WORLD.convert(default_value, self.dtype)
        tail = arrays.shape(WORLD, inner)[1:]
        padded = concat(WORLD, [inner, broadcast_to(WORLD, padding, concat(WORLD, [[1], tail], 0))], 0)
        last = arrays.shape(WORLD, inner, out_type=dtypes.int64)[0]
        dense = gather(WORLD, padded, where_v2(WORLD, there, cells, last))
        if wanted is None or wanted[0] is None:
            return dense
        short = WORLD.apply("Maximum", wanted[0] - self.nrows(), 0)
        below = broadcast_to(WORLD, padding, concat(WORLD, [[short], arrays.shape(WORLD, dense, dtypes.int64)[1:]], 0))
        return concat(WORLD, [dense[: wanted[0]], below], 0)

    def to_sparse(self, name: str | None = None) -> SparseParts:
        """Return the places and values, and the bounding shape."""
        return SparseParts(self._indices(), self.flat_values, self.bounding_shape())

    def _indices(self) -> Any:
        """Return the index tuple of each flat value."""
        pairs = stack(WORLD, [self.value_rowids(), self._row_partition.offsets_in_rows()], axis=1)
        if not isinstance(self._values, RaggedTensor):
            return pairs
        below = self._values._indices()
        return concat(WORLD, [gather(WORLD, pairs, below[:, 0]), below[:, 1:]], 1)

    def numpy(self) -> Any:
        """Return an array of rows, or a dense one where all rows are equally long."""
        if not WORLD.is_eager():
            raise ValueError("RaggedTensor.numpy() is only supported in eager mode.")
        values = self._values.numpy()
        splits = self.row_splits.numpy()
        if len(splits) == 1:
            return np.array([], dtype=values.dtype)
        rows = np.split(values, splits[1:-1])
        if all(len(row) == len(rows[0]) for row in rows):
            return np.array(rows, dtype=values.dtype if values.dtype == object else None)
        found = np.empty(len(rows), object)
        found[:] = rows
        return found

    def to_list(self) -> list[Any]:
        """Return nested lists of Python values."""
        if not WORLD.is_eager():
            raise ValueError("RaggedTensor.to_list() is only supported in eager mode.")
        values = self._values.to_list() if isinstance(self._values, RaggedTensor) else self._values.numpy().tolist()
        splits = self.row_splits.numpy().tolist()
        return [values[start:limit] for start, limit in pairwise(splits)]

    def consumers(self) -> list[Any]:
        return []

    def __getitem__(self, key: Any) -> Any:
        return item(self, list(key) if isinstance(key, (tuple, list)) else [key])

    def __iter__(self) -> Iterator[Any]:
        if not WORLD.is_eager():
            raise TypeError("Iterating over a symbolic ragged tensor is not allowed: AutoGraph did convert this "
                            "function.")  # fmt: skip
        return (self[row] for row in range(int(self.nrows())))

    def __len__(self) -> int:
        raise TypeError("object of type 'RaggedTensor' has no len()")

    def __bool__(self) -> bool:
        raise TypeError("RaggedTensor may not be used as a boolean.")

    # --- operators: elementwise over equal cuts ---

    def _binary(self, op: str, other: Any, name: str) -> Any:
        return elementwise(lambda mine, theirs: binary(WORLD, op, mine, theirs, name), self, other)

    def _reflected(self, op: str, other: Any, name: str) -> Any:
        return elementwise(lambda theirs, mine: reflected(WORLD, op, theirs, mine, name), other, self)

    __neg__, __abs__, __invert__ = _unary(operator.neg), _unary(operator.abs), _unary(operator.invert)

    def __eq__(self, other: Any) -> Any:
        return elementwise(WORLD.equal, self, other)

    def __ne__(self, other: Any) -> Any:
        return elementwise(WORLD.not_equal, self, other)

    def __hash__(self) -> int:
        raise TypeError("RaggedTensor is unhashable.")

    def __repr__(self) -> str:
        if WORLD.symbol_of(self.row_splits) is not None:
            return f"tf.RaggedTensor(values={self.values}, row_splits={self.row_splits})"
        with np.printoptions(formatter={"all": _shown}):
            return f"<tf.RaggedTensor {_shown(self.numpy())}>"


ask_arguments()


def elementwise(compute: Any, *args: Any, **kwargs: Any) -> Any:
    """Return what a function computes from the flat values of ragged tensors and tensors, broadcast to one shape.

    InvalidArgumentError where they do not fit.
    """
    given = [*args, *kwargs.values()]
    ragged = [value for value in given if isinstance(value, RaggedTensor)]
    model = ragged[0]
    given = [WORLD.convert(value, hint=model.dtype) if type(value) in (list, tuple) else value for value in given]
    tensors = [value for value in given if _has_rows(value)]
    if any(other.row_splits.dtype != model.row_splits.dtype for other in ragged):
        raise ValueError("Input RaggedTensors have mismatched row_splits dtypes; use "
                         "RaggedTensor.with_row_splits_dtype() to convert them to compatible dtypes.")  # fmt: skip
    if len(tensors) == len(ragged) and all(_cut_alike(model, other) for other in ragged):
        flat = [getattr(value, "flat_values", value) for value in given]
        shape = None
    else:
        shape = reduce(broadcast, map(DynamicRaggedShape.from_tensor, tensors))
        flat = [flat_in(value, shape) if _has_rows(value) else value for value in given]
    found = compute(*flat[: len(args)], **dict(zip(kwargs, flat[len(args) :], strict=True)))
    return model.with_flat_values(found) if shape is None else under(found, shape.row_partitions)


def _has_rows(value: Any) -> bool:
    """Return whether an argument is broadcast: a ragged tensor, or one that is no scalar."""
    if isinstance(value, RaggedTensor):
        return True
    return (WORLD.is_tensor(value) or isinstance(value, np.ndarray)) and len(value.shape) > 0


def _cut_alike(first: RaggedTensor, second: RaggedTensor) -> bool:
    """Return whether two are known to be cut at the same places."""
    if first.ragged_rank != second.ragged_rank:
        return False
    for mine, theirs in zip(first.nested_row_splits, second.nested_row_splits, strict=True):
        known = mine.static_value()
        if mine is not theirs and (known is None or not np.array_equal(known, theirs.static_value())):
            return False
    return True


def flat_in(value: Any, shape: DynamicRaggedShape) -> Any:
    """Return a tensor repeated along the cuts of the shape, as flat values; the dimensions below may still be one."""
    value = converted(value)
    source = of_cuts(DynamicRaggedShape.from_tensor(value), shape)
    flat = reshape(WORLD, getattr(value, "flat_values", value), source.inner_shape)
    return gather(WORLD, flat, places_in(source, shape))


def converted(value: Any, dtype: Any = None, name: str | None = None) -> Any:
    """Return a ragged tensor as it is, and anything else as a tensor."""
    return value if isinstance(value, RaggedTensor) else WORLD.convert(value, dtype, name)


def _count(values: Any) -> Any:
    """Return how many rows the values have."""
    if isinstance(values, RaggedTensor):
        return values.nrows()
    return arrays.shape(WORLD, values, out_type=dtypes.int64)[0]


def _merge(value: Any, outer: int, inner: int) -> Any:
    """Return a value with its dimensions from `outer` to `inner` made one."""
    if outer == inner:
        return value
    if not isinstance(value, RaggedTensor):
        shape = arrays.shape(WORLD, value)
        size = WORLD.apply("Prod", shape[outer : inner + 1], 0)[None]
        return reshape(WORLD, value, concat(WORLD, [shape[:outer], size, shape[inner + 1 :]], 0))
    if outer == 0:
        return _merge(value.values, 0, inner - 1)
    if outer > 1:
        return value.with_values(_merge(value.values, outer - 1, inner - 1))
    values, splits = value.values, value.row_splits
    if isinstance(values, RaggedTensor):
        return _merge(RaggedTensor(values.values, RowPartition(gather(WORLD, values.row_splits, splits))), 1, inner - 1)
    sizes = arrays.shape(WORLD, values, out_type=splits.dtype)[1:inner]
    return RaggedTensor(_merge(values, 0, inner - 1), RowPartition(splits * WORLD.apply("Prod", sizes, 0)))


def _lengths_without(tensor: Any, padding: Any) -> Any:
    """Return how long the rows are without the padding at their ends."""
    kept = WORLD.apply("NotEqual", tensor, padding)
    if len(tensor.shape) > 2:
        kept = reduce_any(WORLD, kept, list(range(2, len(tensor.shape))))
    places = cast(WORLD, kept, dtypes.int64) * creation.range(WORLD, 1, tensor.shape[1] + 1, dtype=dtypes.int64)
    return WORLD.apply("Maximum", reduce_max(WORLD, places, 1), 0)  # also of rows of no length


def _shown(value: Any) -> str:
    """Return an array of rows, or one value, as the text of a ragged tensor shows it."""
    if isinstance(value, np.ndarray):
        return np.array2string(value, separator=", ") if value.size else repr(value.tolist())
    return str(value)


def under(flat_values: Any, partitions: Sequence[RowPartition]) -> Any:
    """Return the values under these cuts, of which the outermost comes first."""
    return reduce(RaggedTensor, reversed(partitions), flat_values)
