"""What is promised of values that are made of several tensors: arrays of tensors, and gradients of some rows."""

from typing import Any, Self

from lifetimes.graph.control.tensor_array import TensorArray
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.ops import dtypes, plain
from lifetimes.ops.layout.tensor_shape import TensorShape


class Promise:
    """Equal to another of its class that promises the same."""

    value_type: Any

    def __init__(self, *promised: Any) -> None:
        self._promised = promised

    def is_compatible_with(self, spec_or_value: Any) -> bool:
        """Return whether a value, or what another promises, could be given where this is promised."""
        other = getattr(spec_or_value, "_type_spec", spec_or_value)
        if type(other) is not type(self):
            return False
        pairs = zip(self._promised, other._promised, strict=True)
        return all(a.is_compatible_with(b) if isinstance(a, TensorShape) else a == b for a, b in pairs)

    def most_specific_common_supertype(self, others: Any) -> Self | None:
        """Return what covers this and the others: their shapes as far as they agree; None where more differs."""
        promised = list(self._promised)
        for other in others:
            if type(other) is not type(self):
                return None
            for i, theirs in enumerate(other._promised):
                if isinstance(theirs, TensorShape):
                    promised[i] = promised[i].most_specific_compatible_shape(theirs)
                elif promised[i] != theirs:
                    return None
        return type(self)(*promised)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and repr(other) == repr(self)

    def __hash__(self) -> int:
        return hash(repr(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self._promised))})"


@plain(v2=("TensorArraySpec",))
class TensorArraySpec(Promise):
    """What elements an array of tensors has, and whether it grows and learns their shape."""

    value_type = TensorArray

    def __init__(
        self, element_shape: Any = None, dtype: Any = dtypes.float32, dynamic_size: bool = False,
        infer_shape: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(TensorShape(element_shape), dtypes.as_dtype(dtype), dynamic_size, infer_shape)

    @classmethod
    def from_value(cls, value: Any) -> Self:
        return cls(value.element_shape, value.dtype, value.dynamic_size, value._infer_shape)


@plain(v2=("IndexedSlicesSpec",))
class IndexedSlicesSpec(Promise):
    """What rows a gradient of some rows has, of which tensor."""

    value_type = IndexedSlices

    def __init__(
        self, shape: Any = None, dtype: Any = dtypes.float32, indices_dtype: Any = dtypes.int64,
        dense_shape_dtype: Any = None, indices_shape: Any = None,
    ) -> None:  # fmt: skip
        kinds = [None if one is None else dtypes.as_dtype(one) for one in (dtype, indices_dtype, dense_shape_dtype)]
        count = TensorShape([None]) if indices_shape is None else TensorShape(indices_shape).with_rank(1)
        super().__init__(TensorShape(shape), *kinds, count)

    @classmethod
    def from_value(cls, value: Any) -> Self:
        whole = None if value.dense_shape is None else value.dense_shape.dtype
        return cls(value.shape, value.dtype, value.indices.dtype, whole, value.indices.shape)
