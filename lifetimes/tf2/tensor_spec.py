"""TensorSpec: what is promised of a tensor that is not there yet."""

from typing import Any

from lifetimes.graph.tensor import Tensor as GraphTensor
from lifetimes.library import load
from lifetimes.ops import DType, Shape, as_shape, common, compatible, dtypes, plain, within
from lifetimes.tf2.tensor import Tensor
from lifetimes.tf2.world import WORLD


@plain(v2=("TypeSpec",))
class TypeSpec:
    """What is promised of a value that is not there yet."""

    __slots__ = ()


@plain(v2=("TensorSpec",))
class TensorSpec(TypeSpec):
    """A shape, parts of it perhaps unknown, a dtype, and a name for the argument."""

    __slots__ = ("_dtype", "_name", "_shape")

    def __init__(self, shape: Any, dtype: Any = dtypes.float32, name: str | None = None) -> None:
        self._shape: Shape = as_shape(shape)
        self._dtype: DType = dtypes.as_dtype(dtype)
        self._name = name

    @classmethod
    def from_tensor(cls, tensor: Any, name: str | None = None) -> "TensorSpec":
        """Return the spec that describes the tensor."""
        if not WORLD.is_tensor(tensor):
            raise ValueError(f"`tensor` should be a tf.Tensor, but got type {type(tensor)}.")
        own = tensor.op.name if isinstance(tensor, GraphTensor) else None
        return cls(tensor.static_shape, tensor.dtype, name or own)

    @classmethod
    def from_spec(cls, spec: Any, name: str | None = None) -> "TensorSpec":
        return cls(spec.shape, spec.dtype, name or getattr(spec, "name", None))

    shape: Any = property(lambda self: load("ops.layout.tensor_shape").TensorShape(self._shape))
    dtype = property(lambda self: self._dtype)
    name = property(lambda self: self._name)
    value_type = property(lambda self: Tensor)
    static_shape = property(lambda self: self._shape)

    def is_compatible_with(self, spec_or_tensor: Any) -> bool:
        """Return whether a tensor, or a tensor of that spec, could be given where this is promised."""
        other = spec_or_tensor
        if not hasattr(other, "dtype") or not hasattr(other, "shape"):
            other = WORLD.convert(other)
        return self._dtype == other.dtype and compatible(self._shape, as_shape(other.shape))

    def is_subtype_of(self, other: Any) -> bool:
        """Return whether every tensor of this spec fits the other too."""
        if type(other) is not type(self) or self._dtype != other._dtype:
            return False
        return (not self._name or self._name == other._name) and within(self._shape, other._shape)

    def most_specific_common_supertype(self, others: Any) -> "TensorSpec | None":
        """Return the narrowest spec that all of them fit, None where the dtypes differ."""
        shape = self._shape
        for other in others:
            if self._dtype != other._dtype:
                return None
            shape = common(shape, other._shape)  # an unequal size is unknown
        return TensorSpec(shape, self._dtype, self._name)

    def most_specific_compatible_type(self, other: Any) -> "TensorSpec":
        return TensorSpec(common(self._shape, other._shape), self._dtype, self._name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TensorSpec):
            return NotImplemented
        return (self._shape, self._dtype, self._name) == (other._shape, other._dtype, other._name)

    def __hash__(self) -> int:
        return hash((self._shape, self._dtype))

    def __reduce__(self) -> Any:
        return TensorSpec, (self._shape, self._dtype, self._name)

    def __repr__(self) -> str:
        return f"TensorSpec(shape={self.shape}, dtype={self._dtype!r}, name={self._name!r})"
