"""Penalties for large weights: a regularizer is called with a tensor and returns a number to add to the loss."""

from __future__ import annotations

from typing import Any

from lifetimes.ops.layout.creation import convert_to_tensor, zeros
from lifetimes.ops.math.reductions import reduce_sum
from lifetimes.tf2.library.keras import scope
from lifetimes.tf2.world import WORLD


class Regularizer:
    """What regularizers have in common."""

    def __call__(self, x: Any) -> Any:
        raise NotImplementedError


class L1L2(Regularizer):
    """`l1` times the sum of absolute values plus `l2` times the sum of squares."""

    def __init__(self, l1: float | None = 0.0, l2: float | None = 0.0) -> None:
        self.l1, self.l2 = l1 or 0.0, l2 or 0.0

    def __call__(self, x: Any) -> Any:
        x = convert_to_tensor(WORLD, x)
        total = zeros(WORLD, [], x.dtype)
        if self.l1:
            total += self.l1 * reduce_sum(WORLD, WORLD.apply("Abs", x))
        if self.l2:
            total += self.l2 * reduce_sum(WORLD, WORLD.apply("Square", x))
        return total

    def get_config(self) -> dict[str, Any]:
        return {"l1": float(self.l1), "l2": float(self.l2)}


class L1(L1L2):
    """`l1` times the sum of absolute values."""

    def __init__(self, l1: float = 0.01) -> None:
        super().__init__(l1=l1)


class L2(L1L2):
    """`l2` times the sum of squares."""

    def __init__(self, l2: float = 0.01) -> None:
        super().__init__(l2=l2)


_NAMES = {"Regularizer": Regularizer, "L1": L1, "l1": L1, "L2": L2, "l2": L2, "L1L2": L1L2, "l1_l2": L1L2}


def get(identifier: Any) -> Any:
    """Return the regularizer that a name, a class or a function stands for; None for None."""
    found = None if identifier is None else scope.choose(_NAMES, identifier, "regularizer")
    return found() if isinstance(found, type) else found


scope.published("regularizers", {**_NAMES, "get": get})
