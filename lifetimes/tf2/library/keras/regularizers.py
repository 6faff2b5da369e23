"""Penalties for large weights: a regularizer is called with a tensor and returns a number to add to the loss."""

from inspect import signature
from typing import Any

from lifetimes.ops.debugging.wrappers import Declared
from lifetimes.ops.layout.creation import convert_to_tensor, zeros
from lifetimes.ops.math.reductions import reduce_sum
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.world import WORLD


class Regularizer:
    """What regularizers have in common."""

    def __call__(self, x: Any) -> Any:
        raise NotImplementedError


class L1L2(Declared, Regularizer, takes="l1=0.0 l2=0.0"):
    """`l1` times the sum of absolute values plus `l2` times the sum of squares."""

    def _read(self, name: str, value: float | None) -> float:
        return value or 0.0

    def __call__(self, x: Any) -> Any:
        x = convert_to_tensor(WORLD, x)
        total = zeros(WORLD, [], x.dtype)
        if self.l1:
            total += self.l1 * reduce_sum(WORLD, WORLD.apply("Abs", x))
        if self.l2:
            total += self.l2 * reduce_sum(WORLD, WORLD.apply("Square", x))
        return total

    def get_config(self) -> dict[str, Any]:
        return {name: float(getattr(self, name)) for name in list(signature(type(self).__init__).parameters)[1:]}


class L1(L1L2, takes="l1=0.01"):
    """`l1` times the sum of absolute values."""


class L2(L1L2, takes="l2=0.01"):
    """`l2` times the sum of squares."""


_NAMES = {"Regularizer": Regularizer, "L1": L1, "l1": L1, "L2": L2, "l2": L2, "L1L2": L1L2, "l1_l2": L1L2}


def get(identifier: Any) -> Any:
    """Return the regularizer that a name, a class or a function stands for; None for None."""
    return None if identifier is None else scope.choose(_NAMES, identifier, "regularizer")


scope.published("regularizers", {**_NAMES, "get": get})
