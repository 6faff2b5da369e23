"""Python's operators on tensors and variables, written once: each applies the op of that name through its world."""

from __future__ import annotations

from typing import Any

from lifetimes.ops.layout.indexing import index
from lifetimes.ops.linalg.matmul import matmul
from lifetimes.ops.math.arithmetic import binary


class Operators:
    """Mixed into every tensor and variable. `_world` says where the ops go."""

    __slots__ = ()
    __array_priority__ = 100
    _world: Any

    def _binary(self, op: str, other: Any, name: str) -> Any:
        if getattr(other, "_takes_over_operators", False):
            return NotImplemented
        return binary(self._world, op, self, other, name)

    def _reflected(self, op: str, other: Any, name: str) -> Any:
        return binary(self._world, op, other, self, name)

    def __add__(self, other: Any) -> Any:
        return self._binary("AddV2", other, "add")

    def __radd__(self, other: Any) -> Any:
        return self._reflected("AddV2", other, "add")

    def __sub__(self, other: Any) -> Any:
        return self._binary("Sub", other, "sub")

    def __rsub__(self, other: Any) -> Any:
        return self._reflected("Sub", other, "sub")

    def __mul__(self, other: Any) -> Any:
        return self._binary("Mul", other, "mul")

    def __rmul__(self, other: Any) -> Any:
        return self._reflected("Mul", other, "mul")

    def __truediv__(self, other: Any) -> Any:
        return self._binary("RealDiv", other, "truediv")

    def __rtruediv__(self, other: Any) -> Any:
        return self._reflected("RealDiv", other, "truediv")

    def __floordiv__(self, other: Any) -> Any:
        return self._binary("FloorDiv", other, "floordiv")

    def __rfloordiv__(self, other: Any) -> Any:
        return self._reflected("FloorDiv", other, "floordiv")

    def __mod__(self, other: Any) -> Any:
        return self._binary("FloorMod", other, "mod")

    def __rmod__(self, other: Any) -> Any:
        return self._reflected("FloorMod", other, "mod")

    def __pow__(self, other: Any) -> Any:
        return self._binary("Pow", other, "pow")

    def __rpow__(self, other: Any) -> Any:
        return self._reflected("Pow", other, "pow")

    def __matmul__(self, other: Any) -> Any:
        return matmul(self._world, self, other, name="matmul")

    def __rmatmul__(self, other: Any) -> Any:
        return matmul(self._world, other, self, name="matmul")

    def __and__(self, other: Any) -> Any:
        return self._binary("LogicalAnd", other, "and")

    def __rand__(self, other: Any) -> Any:
        return self._reflected("LogicalAnd", other, "and")

    def __or__(self, other: Any) -> Any:
        return self._binary("LogicalOr", other, "or")

    def __ror__(self, other: Any) -> Any:
        return self._reflected("LogicalOr", other, "or")

    def __xor__(self, other: Any) -> Any:
        return self._binary("LogicalXor", other, "xor")

    def __rxor__(self, other: Any) -> Any:
        return self._reflected("LogicalXor", other, "xor")

    def __lt__(self, other: Any) -> Any:
        return self._binary("Less", other, "Less")

    def __le__(self, other: Any) -> Any:
        return self._binary("LessEqual", other, "LessEqual")

    def __gt__(self, other: Any) -> Any:
        return self._binary("Greater", other, "Greater")

    def __ge__(self, other: Any) -> Any:
        return self._binary("GreaterEqual", other, "GreaterEqual")

    def __neg__(self) -> Any:
        return self._world.apply("Neg", self)

    def __pos__(self) -> Any:
        return self

    def __abs__(self) -> Any:
        return self._world.apply("Abs", self)

    def __invert__(self) -> Any:
        this: Any = self
        return self._world.apply("Invert" if this.dtype.is_integer else "LogicalNot", this)

    def __getitem__(self, key: Any) -> Any:
        return index(self._world, self, key)
