"""Jacobians: one reverse walk for each element of the target, the rows stacked."""

from math import prod
from typing import Any

import numpy as np

from lifetimes import nest
from lifetimes.graph.gradients import dense
from lifetimes.ops.layout.creation import zeros


def jacobian(world: Any, tape: Any, target: Any, sources: Any, unconnected: Any) -> Any:
    """Return, for each source, a tensor of shape `[*target, *source]`; None where nothing connects them."""
    shape = _known(target, "target")
    rows = _walks(world, tape, target, sources, unconnected, prod(shape))
    flat = nest.flatten(sources)
    sizes = [_known(source, "source") for source in flat]
    found = [_stacked(world, [row[i] for row in rows], [*shape, *own], 0) for i, own in enumerate(sizes)]
    return nest.pack_sequence_as(sources, found)


def batch_jacobian(world: Any, tape: Any, target: Any, source: Any, unconnected: Any) -> Any:
    """Return a tensor of shape `[batch, *target[1:], *source[1:]]`: examples do not mix, so one walk serves all."""
    for one in (target, source):
        one.shape.with_rank_at_least(2)
    shape = _known(target, "target")
    given = source.static_shape
    if not shape or not given or shape[0] != given[0]:
        shapes = f"target shape ({target.shape}) and source shape ({source.shape})"
        raise ValueError(f"Need first dimension of {shapes} to match.")
    columns = [row[0] for row in _walks(world, tape, target, [source], unconnected, prod(shape[1:]), shape[0])]
    sizes = [*shape, *given[1:]]
    found = _stacked(world, columns, sizes, 1)
    return zeros(world, sizes, source.dtype) if found is None else found


def _known(tensor: Any, what: str) -> tuple[int, ...]:
    shape = tensor.static_shape
    if shape is None or None in shape:
        raise ValueError(f"The shape of the {what} must be known to take its jacobian, but it is {tensor.shape}.")
    return tuple(shape)


def _walks(
    world: Any, tape: Any, target: Any, sources: Any, unconnected: Any, count: int, batch: int = 1
) -> list[list[Any]]:
    """Return the gradients of each of the `count` elements of the target, of all examples of a batch at once."""
    units = (np.eye(1, count, i, target.dtype.as_numpy_dtype) for i in range(count))  # 1 there, 0 elsewhere
    seeds = (world.constant(np.tile(unit, (batch, 1)).reshape(target.static_shape)) for unit in units)
    return [tape.walk([target], [seed], sources, unconnected) for seed in seeds]


def _stacked(world: Any, rows: list[Any], shape: list[int], axis: int) -> Any:
    if not rows or any(row is None for row in rows):
        return None
    return world.apply("Reshape", world.apply("Pack", *[dense(world, row) for row in rows], axis=axis), shape)
