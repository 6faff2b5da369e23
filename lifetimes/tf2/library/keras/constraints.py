"""What weights are held to after each step: a constraint is called with a tensor and returns what to put in its place.

Source: `keras/src/constraints/constraints.py`.
"""

from inspect import signature
from typing import Any, Final

from lifetimes.ops.debugging.wrappers import Declared
from lifetimes.ops.linalg.norms import clip_by_value
from lifetimes.ops.math.reductions import reduce_sum
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.world import WORLD


class Constraint:
    """What constraints have in common."""

    def __call__(self, w: Any) -> Any:
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in list(signature(type(self).__init__).parameters)[1:]}


class NonNeg(Declared, Constraint):
    """Negative weights become zero."""

    def __call__(self, w: Any) -> Any:
        return WORLD.apply("Maximum", w, 0.0)


class MinMaxNorm(Declared, Constraint, takes="min_value=0.0 max_value=1.0 rate=1.0 axis=0"):
    """Norms along the axis come between two values, or nearer to that by a rate."""

    def _wanted(self, norms: Any) -> Any:
        return self.rate * clip_by_value(WORLD, norms, self.min_value, self.max_value) + (1 - self.rate) * norms

    def __call__(self, w: Any) -> Any:
        norms = WORLD.apply("Sqrt", reduce_sum(WORLD, WORLD.apply("Square", w), self.axis, keepdims=True))
        return w * (self._wanted(norms) / (1e-7 + norms))


class MaxNorm(MinMaxNorm, takes="max_value=2 axis=0"):
    """Norms along the axis become no larger than a value."""

    min_value, rate = 0, 1


class UnitNorm(MinMaxNorm, takes="axis=0"):
    """Norms along the axis become one."""

    min_value, max_value, rate = 1, 1, 1


CLASSES: Final[dict[str, Any]] = {kind.__name__: kind for kind in (Constraint, MaxNorm, MinMaxNorm, NonNeg, UnitNorm)}
BY_NAME: Final = CLASSES | {scope.snake_case(name): kind for name, kind in CLASSES.items() if kind is not Constraint}


def get(identifier: Any) -> Any:
    """Return the constraint that a name, a class or a function stands for; None for None."""
    return None if identifier is None else scope.choose(BY_NAME, identifier, "constraint")


scope.published("constraints", {**BY_NAME, "get": get})
