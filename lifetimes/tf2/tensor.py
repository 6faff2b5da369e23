"""Tensors of the new world: an eager one holds its value, a symbolic one belongs to the trace it was made in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from lifetimes.graph import tensor as graph_tensor
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import Array, DType
from lifetimes.ops.operators import Operators
from lifetimes.ops.shapes import Shape, TensorShape


class Tensor(Operators):
    """What `tf.Tensor` names: every eager and every symbolic tensor is one."""

    __slots__ = ()

    def __eq__(self, other: Any) -> Any:
        return self._world.equal(self, other)

    def __ne__(self, other: Any) -> Any:
        return self._world.not_equal(self, other)

    __hash__ = None  # type: ignore[assignment]


class SymbolicTensor(graph_tensor.Tensor, Tensor):
    """An output of an operation in a trace or a `tf.Graph`."""

    __slots__ = ()
    __eq__ = Tensor.__eq__
    __ne__ = Tensor.__ne__
    __hash__ = None  # type: ignore[assignment]


SymbolicTensor.__name__ = "SymbolicTensor"


class EagerTensor(Tensor):
    """A value, computed when its line ran. Immutable; owned by whoever holds it, and gone with the last of them."""

    __slots__ = ("__weakref__", "_value")
    _world: Any = None  # set once by the world, on the class: a tensor holds nothing but its value

    def __init__(self, value: Any) -> None:
        self._value: Array = value if type(value) is np.ndarray else np.asarray(value)

    @property
    def dtype(self) -> DType:
        return dtypes.of(self._value)

    @property
    def static_shape(self) -> Shape:
        return self._value.shape

    @property
    def shape(self) -> TensorShape:
        return TensorShape(self._value.shape)

    def get_shape(self) -> TensorShape:
        return self.shape

    @property
    def ndim(self) -> int:
        return self._value.ndim

    @property
    def device(self) -> str:
        return "/job:localhost/replica:0/task:0/device:CPU:0"

    backing_device = device

    @property
    def name(self) -> str:
        raise AttributeError("Tensor.name is undefined when eager execution is enabled.")

    @property
    def op(self) -> Any:
        raise AttributeError("Tensor.op is undefined when eager execution is enabled.")

    @property
    def graph(self) -> Any:
        raise AttributeError("Tensor.graph is undefined when eager execution is enabled.")

    def static_value(self) -> Array:
        return self._value

    def static_value_as_shape(self) -> Shape:
        return tuple(None if size == -1 else int(size) for size in self._value.flat)

    def numpy(self) -> Any:
        """Return the value as a new NumPy array, or as a NumPy scalar (bytes for a string)."""
        return self._value.copy() if self._value.ndim else self._value[()]

    def ref(self) -> Any:
        return self._world.reference(self)

    def set_shape(self, shape: Any) -> None:
        if not self.shape.is_compatible_with(shape):
            raise ValueError(f"Tensor's shape {self.shape} is not compatible with supplied shape {TensorShape(shape)}.")

    def __bool__(self) -> bool:
        return bool(self._value)

    def __int__(self) -> int:
        return int(self._value)

    def __float__(self) -> float:
        return float(self._value)

    def __complex__(self) -> complex:
        return complex(self._value)

    def __index__(self) -> int:
        return self._value.__index__()

    def __len__(self) -> int:
        if not self._value.ndim:
            raise TypeError("Scalar tensor has no `len()`")
        return len(self._value)

    def __iter__(self) -> Iterator[Any]:
        if not self._value.ndim:
            raise TypeError("Cannot iterate over a scalar tensor.")
        return iter([self[i] for i in range(len(self._value))])

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.array(self._value, dtype)

    def __copy__(self) -> EagerTensor:
        return self

    def __deepcopy__(self, memo: Any) -> EagerTensor:
        return self

    def __str__(self) -> str:
        return f"tf.Tensor({_text(self._value, False)}, shape={self.shape}, dtype={self.dtype.name})"

    def __repr__(self) -> str:
        return f"<tf.Tensor: shape={self.shape}, dtype={self.dtype.name}, numpy={_text(self._value, True)}>"

    def __format__(self, spec: str) -> str:
        return format(self.numpy(), spec)


def _text(value: Array, is_repr: bool) -> str:
    """Return the value as the real repr shows it: on a new line where it takes several."""
    shown = value if value.ndim else value[()]
    if not value.ndim and value.dtype != np.object_ and is_repr:
        text = str(shown)
    else:
        text = repr(shown) if is_repr or value.dtype == np.object_ and not value.ndim else str(shown)
    return "\n" + text if "\n" in text else text
