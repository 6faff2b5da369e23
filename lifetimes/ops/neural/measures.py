"""What losses and metrics of both worlds measure between labels and predictions, and how the two are laid together."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from lifetimes.library import load
from lifetimes.ops import World, dtypes
from lifetimes.ops.layout.arrays import expand_dims, rank, squeeze
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


def laid_together(world: World, labels: Any, predictions: Any, more: int = 0) -> tuple[Any, Any]:
    """Return both, without the last axis that is one too many where predictions are to have so many axes more than
    labels: a run decides where it alone tells how many they have."""
    with world.name_scope(None, "remove_squeezable_dimensions", [labels, predictions]):
        given, wanted = rank_of(predictions), rank_of(labels)
        if given is None or wanted is None:
            found = rank(world, predictions) - rank(world, labels)
            predictions = _squeezed_late(world, predictions, more + 1, found)
            return _squeezed_late(world, labels, more - 1, found), predictions
        return squeezed(world, labels, given - more), squeezed(world, predictions, wanted + more)


def weights_laid_on(world: World, weights: Any, values: Any) -> Any:
    """Return the weights without a last axis that is one too many for the values, late where they tell theirs late."""
    given, wanted = rank_of(weights), rank_of(values)
    if given is not None and wanted is not None:
        return squeeze(world, weights, [-1]) if given == wanted + 1 else weights
    return _squeezed_late(world, weights, 1, rank(world, weights) - rank(world, values))


def weights_of_rank(world: World, weights: Any, values: Any) -> Any:
    """Return weights, unless they are a scalar, with a last axis of size 1 more or less to have the values' rank."""
    weights = world.convert(weights)
    given, wanted = rank_of(weights), rank_of(values)
    if given == 0:
        return weights
    if given is not None and wanted is not None:
        return expand_dims(world, weights, [-1]) if wanted == given + 1 else weights_laid_on(world, weights, values)
    own, choose = rank(world, weights), partial(load("graph.control.control_flow").cond_v1, world)
    more = own - rank(world, values)

    def wider() -> Any:
        return choose(world.apply("Equal", more, -1), lambda: expand_dims(world, weights, [-1]), lambda: weights)

    def fitted() -> Any:
        narrower = (lambda: squeeze(world, weights, [-1])) if _may_squeeze(weights) else (lambda: weights)
        return choose(world.apply("Equal", more, 1), narrower, wider)

    return choose(world.apply("Equal", own, 0), lambda: weights, fitted)


def _may_squeeze(value: Any) -> bool:
    """Return whether a value may have a last axis of size 1."""
    return value.static_shape is None or value.static_shape[-1:] in ((1,), (None,))


def _squeezed_late(world: World, value: Any, wanted: int, found: Any) -> Any:
    """Return the value without its last axis where a run finds what is wanted, if that axis can go."""
    if not _may_squeeze(value):
        return value
    choose = load("graph.control.control_flow").cond_v1
    return choose(world, world.apply("Equal", wanted, found), lambda: squeeze(world, value, [-1]), lambda: value)


def absolute_error(world: World, labels: Any, predictions: Any) -> Any:
    """Return how far each prediction is from its label."""
    return world.apply("Abs", world.apply("Sub", predictions, labels))


def squared_error(world: World, labels: Any, predictions: Any) -> Any:
    """Return the square of how far each prediction is from its label."""
    return world.apply("SquaredDifference", predictions, labels)


def hit(world: World, x: Any, y: Any) -> Any:
    """Return 1 where a prediction equals its label, and 0 elsewhere, as float32."""
    return cast(world, world.apply("Equal", x, y), dtypes.float32)
