"""What losses and metrics of both worlds measure between labels and predictions, and how the two are laid together."""

from collections.abc import Sequence
from typing import Any, Final

from lifetimes.library import load
from lifetimes.ops import World, dtypes
from lifetimes.ops.layout.arrays import squeeze
from lifetimes.ops.math.casting import cast

COUNTED: Final = {
    "true_positives": (True, True), "false_negatives": (True, False),
    "true_negatives": (False, False), "false_positives": (False, True),
}  # fmt: skip
"""The kinds of decisions that are counted: whether it was so, and whether it was said to be."""


def thresholds_of_curve(inner: Sequence[float] | int) -> list[float]:
    """Return the thresholds of a curve, so many evenly or these, with one below all values and one above."""
    if isinstance(inner, int):
        inner = [(i + 1) / (inner - 1) for i in range(inner - 2)]
    return [-1e-7, *inner, 1.0 + 1e-7]


def rank_of(value: Any) -> int | None:
    """Return how many axes a tensor has, as far as that is known."""
    return None if value.static_shape is None else len(value.static_shape)


def squeezed(world: World, value: Any, rank: int | None, sizes: tuple[int | None, ...] = (1, None)) -> Any:
    """Return the value without its last axis where that is one more than `rank` and of one of these sizes."""
    shape = value.static_shape
    if rank is None or shape is None or len(shape) != rank + 1 or shape[-1] not in sizes:
        return value
    return squeeze(world, value, [-1])


def same_rank(world: World, x: Any, y: Any, sizes: tuple[int | None, ...] = (1, None)) -> tuple[Any, Any]:
    """Return both, one of them without the last axis that it alone has."""
    return squeezed(world, x, rank_of(y), sizes), squeezed(world, y, rank_of(x), sizes)


def squeezed_late(world: World, value: Any, more: Any) -> Any:
    """Return the value without its last axis where `more`, which a run tells, is 1: how many axes it has too many."""
    if value.static_shape is not None and value.static_shape[-1:] not in ((1,), (None,)):
        return value
    choose = load("graph.control.control_flow").cond_v1
    return choose(world, world.apply("Equal", more, 1), lambda: squeeze(world, value, [-1]), lambda: value)


def absolute_error(world: World, labels: Any, predictions: Any) -> Any:
    """Return how far each prediction is from its label."""
    return world.apply("Abs", world.apply("Sub", predictions, labels))


def squared_error(world: World, labels: Any, predictions: Any) -> Any:
    """Return the square of how far each prediction is from its label."""
    return world.apply("SquaredDifference", predictions, labels)


def hit(world: World, labels: Any, predictions: Any) -> Any:
    """Return 1 where a prediction equals its label, and 0 elsewhere, as float32."""
    return cast(world, world.apply("Equal", labels, predictions), dtypes.float32)
