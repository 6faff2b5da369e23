"""IndexedSlices: a gradient that touches only some rows, as that of `gather` does."""

from collections.abc import Sequence
from typing import Any

from lifetimes.library import load
from lifetimes.ops import World, plain


@plain("IndexedSlices")
class IndexedSlices:
    """Rows `values[i]` that belong at `indices[i]` of a tensor of shape `dense_shape`; repeated indices add up."""

    def __init__(self, values: Any, indices: Any, dense_shape: Any = None) -> None:
        self.values, self.indices, self.dense_shape = values, indices, dense_shape

    def __getattr__(self, name: str) -> Any:
        """Dtype, name, operation, graph and device are those of the values."""
        if name not in ("device", "dtype", "graph", "name", "op"):
            raise AttributeError(f"'IndexedSlices' object has no attribute '{name}'")
        return getattr(self.values, name)

    _type_spec = property(lambda self: load("graph.control.composite_specs").IndexedSlicesSpec.from_value(self))

    @property
    def shape(self) -> Any:
        whole = None if self.dense_shape is None else self.dense_shape.static_value_as_shape()
        return self.values._world.shape_class(whole)

    @classmethod
    def joined(cls, world: World, parts: "Sequence[IndexedSlices]") -> "IndexedSlices":
        """Return several as one, row after row. Where indices are of two dtypes, all are of the wider."""
        wide = max((part.indices.dtype for part in parts), key=lambda dtype: dtype.size)
        indices = [load("ops.math.casting").cast(world, part.indices, wide) for part in parts]
        values = world.apply("ConcatV2", *[part.values for part in parts], 0)
        return cls(values, world.apply("ConcatV2", *indices, 0), parts[0].dense_shape)

    def to_dense(self, world: World) -> Any:
        """Return the whole tensor, zero where no row was given. ValueError where its shape is not known."""
        if self.dense_shape is None:
            words = "Tensor conversion requested for IndexedSlices for argument `value` without dense_shape"
            raise ValueError(f"{words}: {self}")
        rows = world.apply("StridedSlice", self.dense_shape, [0], [1], [1], shrink_axis_mask=1)
        return world.apply("UnsortedSegmentSum", self.values, self.indices, rows)

    def _as_tensor(self, as_ref: bool = False) -> Any:
        return self.to_dense(self.values._world)

    def _tensors(self) -> list[Any]:
        return [part for part in (self.values, self.indices, self.dense_shape) if part is not None]

    def _with_tensors(self, tensors: Sequence[Any]) -> "IndexedSlices":
        return IndexedSlices(*tensors)

    def with_values(self, values: Any) -> "IndexedSlices":
        """Return other values for the same rows."""
        return IndexedSlices(values, self.indices, self.dense_shape)

    def __neg__(self) -> "IndexedSlices":
        return self.with_values(-self.values)

    def __str__(self) -> str:
        shape = "" if self.dense_shape is None else f", dense_shape={self.dense_shape!s}"
        return f"IndexedSlices(indices={self.indices!s}, values={self.values!s}{shape})"
