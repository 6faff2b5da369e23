"""What is promised of a ragged tensor."""

from collections.abc import Sequence
from typing import Any

from lifetimes.errors import refuse
from lifetimes.graph.control.composite_specs import Promise
from lifetimes.library import load
from lifetimes.ops import dtypes, plain
from lifetimes.ops.layout.tensor_shape import TensorShape
from lifetimes.tf2.library.ragged.row_partition import RowPartition
from lifetimes.tf2.library.retracing import type_spec_from_value
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.world import WORLD


@plain(v2=("RaggedTensorSpec",))
class RaggedTensorSpec(Promise):
    """A shape, a dtype, how many dimensions are cut, and the dtype of the cuts."""

    def __init__(
        self, shape: Any = None, dtype: Any = dtypes.float32, ragged_rank: int | None = None,
        row_splits_dtype: Any = dtypes.int64, flat_values_spec: Any = None,
    ) -> None:  # fmt: skip
        self._shape, self._dtype = TensorShape(shape), dtypes.as_dtype(dtype)
        self._splits_dtype = dtypes.as_dtype(row_splits_dtype)
        rank = self._shape.rank
        if ragged_rank is None:
            if rank is None:
                raise ValueError("Must specify ragged_rank or a shape with a known rank.")
            ragged_rank = rank - 1
        if rank is not None and ragged_rank >= rank:
            raise ValueError(f"Argument `ragged_rank` ({ragged_rank}) must be less than rank ({rank}).")
        self._ragged_rank = ragged_rank
        super().__init__(self._shape, self._dtype, ragged_rank, self._splits_dtype)

    value_type = property(lambda self: load("tf2.library.ragged.ragged_tensor").RaggedTensor)
    shape = property(lambda self: self._shape)
    dtype = property(lambda self: self._dtype)
    ragged_rank = property(lambda self: self._ragged_rank)
    row_splits_dtype = property(lambda self: self._splits_dtype)

    @classmethod
    def from_value(cls, value: Any) -> "RaggedTensorSpec":
        """Return what a ragged tensor keeps."""
        return cls(value.shape, value.dtype, value.ragged_rank, value.row_splits.dtype)

    @property
    def _example(self) -> Any:
        """Return a ragged tensor whose parts are specs."""
        sizes: list[Any] = [None] * (self._ragged_rank + 1) if self._shape.rank is None else list(self._shape)
        made: Any = TensorSpec([None, *sizes[self._ragged_rank + 1 :]], self._dtype)
        for level in reversed(range(self._ragged_rank)):
            count = None if level or sizes[0] is None else sizes[0] + 1
            made = self.value_type(made, RowPartition(TensorSpec([count], self._splits_dtype), sizes[level + 1]))
        return made

    # --- as the rows of a result: what is written into arrays, row by row ---

    @property
    def parts(self) -> list[tuple[Any, bool]]:
        """The tensors of a row: values and lengths of inner rows to be joined, and its own length to be stacked."""
        return [(self._dtype, True), (self._splits_dtype, False), *[(self._splits_dtype, True)] * self._ragged_rank]

    def taken_apart(self, row: Any) -> list[Any]:
        """Return the tensors of a row. ValueError where it is not what was promised."""
        ragged = isinstance(row, self.value_type)
        if row.dtype.base_dtype != self._dtype or ragged != (self._ragged_rank > 0):
            found = type_spec_from_value(WORLD, row)
            raise ValueError(f"Error in map_fn:\n  Expected `fn` to return a:\n    {self}\n  But it returned a:\n    "
                             f"{found}\n    (value={row})\n  To fix, update the `fn_output_signature` (or `dtype`) "
                             "argument to `map_fn`.")  # fmt: skip
        if ragged:
            return [row.flat_values, row.nrows(), *row.nested_row_lengths()]
        if len(row.shape) == 0:
            if WORLD.is_eager():
                raise refuse("Ragged values must have rank >= 1")
            raise ValueError("Shape must be at least rank 1 but is rank 0")
        return [row, WORLD.apply("Shape", row, out_type=self._splits_dtype)[0]]

    def put_together(self, tensors: Sequence[Any]) -> Any:
        """Return the rows of which the arrays hold the tensors."""
        if self._shape.rank is not None:
            tensors[0].set_shape([None, *self._shape[self._ragged_rank + 1 :]])
        return self.value_type.from_nested_row_lengths(tensors[0], tensors[1:], validate=False)
