"""Python's operators on tensors and variables, written once: each applies the op of that name through its world.

x * y  ->  binary(world, "Mul", x, y, "mul")  ->  world.apply("Mul", x, y)  ->  a node, or the product now
"""

from collections.abc import Callable
from typing import Any

from lifetimes.errors import InvalidArgumentError
from lifetimes.library import load
from lifetimes.ops import World
from lifetimes.ops.registry import OPS, find
from lifetimes.reference import Reference


def binary(world: World, name: str, x: Any, y: Any, label: str | None) -> Any:
    """Apply the op behind a Python operator, by its operator rule where it has one."""
    rule = (OPS.get(name) or find(name)).operator
    try:
        return world.apply(name, x, y, name=label) if rule is None else rule(world, x, y, label)
    except (TypeError, ValueError, InvalidArgumentError):
        return load("ops.math.arithmetic").otherwise(world, name, x, y, label)


def reflected(world: World, name: str, x: Any, y: Any, label: str | None) -> Any:
    """Apply the op behind a Python operator whose left side is no tensor: it takes the dtype of the right one."""
    if world.is_eager():
        return binary(world, name, world.convert(x, y.dtype), y, label)
    with world.name_scope(None, label, (y,)) as scope:
        return binary(world, name, world.convert(x, y.dtype, name="x"), y, scope)


def pair(world: World, x: Any, y: Any, names: str = "xy") -> tuple[Any, Any]:
    """Return both as tensors: the first by itself, and then a Python value of its dtype where it can have that."""
    x = world.convert(x, name=names[0])
    return x, world.convert(y, hint=x.dtype.base_dtype, name=names[1])


def _both(op: str, name: str) -> tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any]]:
    """Return an operator and what it is where the tensor stands on the right; `name` is that of their nodes."""

    def operator(self: Any, other: Any) -> Any:
        return self._binary(op, other, name)

    def reflected(self: Any, other: Any) -> Any:
        return self._reflected(op, other, name)

    return operator, reflected


def index(world: World, tensor: Any, key: Any) -> Any:
    """Return `tensor[key]`."""
    return find("StridedSlice").operator(world, tensor, key)  # type: ignore[misc]


def bounds_of(world: World, key: Any) -> tuple[list[Any], dict[str, int]]:
    """Return begin, end and strides as tensors, and the masks, that stand for a Python index."""
    return find("ResourceStridedSliceAssign").operator(world, key)  # type: ignore[misc,no-any-return]


class Operators:
    """Mixed into every tensor and variable. `_world` says where the ops go."""

    __slots__ = ()
    __array_priority__ = 100
    _world: Any

    def ref(self) -> Reference:
        """Return a hashable key that stands for this tensor or variable and keeps it alive."""
        return Reference(self)

    experimental_ref = ref

    def _binary(self, op: str, other: Any, name: str) -> Any:
        if getattr(other, "_takes_over_operators", False):
            return NotImplemented
        return binary(self._world, op, self, other, name)

    def _reflected(self, op: str, other: Any, name: str) -> Any:
        return reflected(self._world, op, other, self, name)

    __add__, __radd__ = _both("AddV2", "add")
    __sub__, __rsub__ = _both("Sub", "sub")
    __mul__, __rmul__ = _both("Mul", "mul")
    __truediv__, __rtruediv__ = _both("RealDiv", "truediv")
    __floordiv__, __rfloordiv__ = _both("FloorDiv", "floordiv")
    __mod__, __rmod__ = _both("FloorMod", "mod")
    __pow__, __rpow__ = _both("Pow", "pow")
    __and__, __rand__ = _both("LogicalAnd", "and")
    __or__, __ror__ = _both("LogicalOr", "or")
    __xor__, __rxor__ = _both("BitwiseXor", "xor")
    __matmul__, __rmatmul__ = _both("MatMul", "matmul")
    __lt__, __gt__ = _both("Less", "Less")[0], _both("Greater", "Greater")[0]
    __le__, __ge__ = _both("LessEqual", "LessEqual")[0], _both("GreaterEqual", "GreaterEqual")[0]

    def __neg__(self) -> Any:
        return self._world.apply("Neg", self)

    def __abs__(self) -> Any:
        this: Any = self
        return self._world.apply("ComplexAbs" if this.dtype.is_complex else "Abs", this)

    def __invert__(self) -> Any:
        this: Any = self
        return self._world.apply("LogicalNot" if this.dtype.is_bool else "Invert", this)

    def __getitem__(self, key: Any) -> Any:
        return index(self._world, self, key)
