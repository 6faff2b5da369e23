"""Jacobians and vectorized maps: one walk, or one call, for each row, and the results stacked.

Source of the map: `tensorflow/python/ops/parallel_for/control_flow_ops.py`.
"""

from math import prod
from typing import Any

import numpy as np

from lifetimes import nest
from lifetimes.autograph.api import telling
from lifetimes.graph.control.control_flow import map_fn
from lifetimes.graph.gradients import dense
from lifetimes.ops import public
from lifetimes.ops.layout.choosing import where_v2
from lifetimes.ops.layout.creation import range as numbers
from lifetimes.ops.layout.creation import zeros
from lifetimes.tf2.function import Function
from lifetimes.tf2.tensor_spec import TensorSpec


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


@public(v2=("vectorized_map",))
def vectorized_map(world: Any, fn: Any, elems: Any, fallback_to_while_loop: bool = True) -> Any:
    """Return `fn` of each row, stacked; an element of one row serves all. `fn` is traced once.

    IndexError for a scalar, InvalidArgumentError for another element that has too few rows.
    """
    elems = nest.map_structure(world.convert, elems)
    if any(tensor.static_shape == () for tensor in nest.flatten(elems)):
        raise IndexError("list index out of range")
    if world.is_eager():
        return Function(telling(lambda given: _mapped(world, fn, given)), "f", autograph=False)(elems)
    return _mapped(world, fn, elems)


def _mapped(world: Any, fn: Any, elems: Any) -> Any:
    flat = nest.flatten(elems)
    specs = [TensorSpec(tensor.shape[1:], tensor.dtype, f"loop_body/GatherV2{f'_{i}' * (i > 0)}")
             for i, tensor in enumerate(flat)]  # fmt: skip
    body = Function(fn, "loop_body", autograph=False).get_concrete_function(nest.pack_sequence_as(elems, specs))
    results = body.structured_outputs
    given = nest.flatten(results)
    counts = [tensor.static_shape and tensor.static_shape[0] for tensor in flat]
    lengths = [world.apply("Shape", tensor)[0] if n is None else n for tensor, n in zip(flat, counts, strict=True)]
    most = max(counts) if None not in counts else world.apply("Max", world.apply("Pack", *lengths), 0)

    def turn(i: Any) -> list[Any]:
        places = [where_v2(world, n > 1, i, 0) if world.is_tensor(n) else i if n > 1 else 0 for n in lengths]
        rows = [world.apply("GatherV2", *pair, 0) for pair in zip(flat, places, strict=True)]
        return [result for result in nest.flatten(body._call_flat(rows)) if result is not None]

    kinds = [result.dtype for result in given if result is not None]
    stacked = iter(map_fn(world, turn, numbers(world, most), kinds) if kinds else ())
    return nest.pack_sequence_as(results, [None if result is None else next(stacked) for result in given])
