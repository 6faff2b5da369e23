"""What is asked of weights: regularizers are penalties for large ones, constraints say what they become after a step.

A regularizer is called with a tensor and returns a number to add to the loss, a constraint returns what to put in the
place of the tensor. Source: `keras/src/constraints/constraints.py`.
"""

from typing import Any, Final

from lifetimes.ops.debugging.wrappers import Declared
from lifetimes.ops.layout.creation import convert_to_tensor, zeros
from lifetimes.ops.linalg.norms import clip_by_value
from lifetimes.ops.math.reductions import reduce_sum
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.world import WORLD


class Regularizer(scope.Configured):
    """What regularizers have in common."""

    def __call__(self, w: Any) -> Any:
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        raise NotImplementedError(f"{self} does not implement get_config()")


class L1L2(Declared, Regularizer, takes="l1=0.0 l2=0.0"):
    """`l1` times the sum of absolute values plus `l2` times the sum of squares."""

    def _read(self, name: str, value: Any) -> float:
        if value is not None and (not isinstance(value, (int, float)) or value < 0):
            words = f"Invalid value for argument {name}: expected a non-negative float."
            raise ValueError(f"{words}Received: {name}={value}")
        return value or 0.0

    def __call__(self, w: Any) -> Any:
        x = convert_to_tensor(WORLD, w)
        total = zeros(WORLD, [], x.dtype)
        if self.l1:
            total += self.l1 * reduce_sum(WORLD, WORLD.apply("Abs", x))
        if self.l2:
            total += self.l2 * reduce_sum(WORLD, WORLD.apply("Square", x))
        return total

    def get_config(self) -> dict[str, Any]:
        return {name: float(value) for name, value in scope.Configured.get_config(self).items()}


class L1(L1L2, takes="l1=0.01"):
    """`l1` times the sum of absolute values."""


class L2(L1L2, takes="l2=0.01"):
    """`l2` times the sum of squares."""


class Constraint(scope.Configured):
    """What constraints have in common."""

    def __call__(self, w: Any) -> Any:
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        return {}


class NonNeg(Constraint):
    """Negative weights become zero."""

    def __call__(self, w: Any) -> Any:
        return WORLD.apply("Maximum", w, 0.0)


class MinMaxNorm(Declared, Constraint, takes="min_value=0.0 max_value=1.0 rate=1.0 axis=0"):
    """Norms along the axis come between two values, or nearer to that by a rate."""

    get_config = scope.Configured.get_config

    def _norms(self, w: Any) -> Any:
        return WORLD.apply("Sqrt", reduce_sum(WORLD, WORLD.apply("Square", w), self.axis, keepdims=True))

    def __call__(self, w: Any) -> Any:
        norms = self._norms(w)
        wanted = self.rate * clip_by_value(WORLD, norms, self.min_value, self.max_value) + (1 - self.rate) * norms
        return w * (wanted / (1e-7 + norms))


class MaxNorm(MinMaxNorm, takes="max_value=2 axis=0"):
    """Norms along the axis become no larger than a value."""

    min_value, rate = 0, 1


class UnitNorm(MinMaxNorm, takes="axis=0"):
    """Norms along the axis become one."""

    def __call__(self, w: Any) -> Any:
        return w / (1e-7 + self._norms(w))


_REGULARIZERS: Final[dict[str, Any]] = {"Regularizer": Regularizer, "L1": L1, "l1": L1, "L2": L2, "l2": L2,
                                        "L1L2": L1L2, "l1_l2": L1L2}  # fmt: skip
_CONSTRAINTS: Final[dict[str, Any]] = {"Constraint": Constraint} | {
    name: kind for kind in (MaxNorm, MinMaxNorm, NonNeg, UnitNorm)
    for name in (kind.__name__, scope.snake_case(kind.__name__))
}  # fmt: skip
regularizer, constraint = scope.chooser(_REGULARIZERS, "regularizer"), scope.chooser(_CONSTRAINTS, "constraint")
scope.published("regularizers", {**_REGULARIZERS, "get": regularizer})
scope.published("constraints", {**_CONSTRAINTS, "get": constraint})
