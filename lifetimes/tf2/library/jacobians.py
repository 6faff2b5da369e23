"""Jacobians: one reverse walk for each element of the target, the rows stacked."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any

import numpy as np

from lifetimes import nest
from lifetimes.graph.gradients import dense
from lifetimes.ops.layout.creation import zeros


def jacobian(world: Any, tape: Any, target: Any, sources: Any, unconnected: Any) -> Any:
    """Return, for each source, a tensor of shape `[*target, *source]`; None where nothing connects them."""
    shape = _known(target, "target")
    rows = [tape.walk([target], [seed], sources, unconnected) for seed in _units(world, target, shape)]
    flat = nest.flatten(sources)
    sizes = [_known(source, "source") for source in flat]
    found = [_stacked(world, [row[i] for row in rows], [*shape, *own]) for i, own in enumerate(sizes)]
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
    columns = []
    for position in range(prod(shape[1:])):
        seed = np.zeros((shape[0], prod(shape[1:])), target.dtype.as_numpy_dtype)
        seed[:, position] = 1
        columns.append(tape.walk([target], [world.constant(seed.reshape(shape))], [source], unconnected)[0])
    if any(column is None for column in columns):
        return zeros(world, [*shape, *given[1:]], source.dtype)
    stacked = world.apply("Pack", *[dense(world, column) for column in columns], axis=1)
    return world.apply("Reshape", stacked, [*shape, *given[1:]])


def _known(tensor: Any, what: str) -> tuple[int, ...]:
    shape = tensor.static_shape
    if shape is None or None in shape:
        raise ValueError(f"The shape of the {what} must be known to take its jacobian, but it is {tensor.shape}.")
    return tuple(shape)


def _units(world: Any, target: Any, shape: tuple[int, ...]) -> Iterator[Any]:
    """Yield one tensor for each element of the target: 1 there, 0 elsewhere."""
    for position in range(prod(shape)):
        unit = np.zeros(prod(shape), target.dtype.as_numpy_dtype)
        unit[position] = 1
        yield world.constant(unit.reshape(shape))


def _stacked(world: Any, rows: list[Any], shape: list[int]) -> Any:
    if not rows or any(row is None for row in rows):
        return None
    return world.apply("Reshape", world.apply("Pack", *[dense(world, row) for row in rows]), shape)
