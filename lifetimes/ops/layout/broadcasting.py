"""Ops that stretch axes of size 1, and the shapes that come of it."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from lifetimes.errors import ShapeError, refuse
from lifetimes.ops import Array, Shape, World, as_shape, brackets, broadcast, not_differentiable, op, public, show
from lifetimes.ops.arithmetic import shape_of, sum_to
from lifetimes.ops.layout.arrays import filling, shape_argument, sizes
from lifetimes.ops.layout.shape_rules import at_most, of_rank, shaped


def _incompatible(shape: Any, other: Any) -> str:
    return f"Incompatible shapes: {brackets(shape)} vs. {brackets(other)}"


def _unfit(value: Array, shape: Array) -> str:
    """Word why an array cannot be broadcast to a shape."""
    wanted = sizes(shape)
    if len(wanted) < value.ndim:
        return f"Rank of input ({value.ndim}) must be no greater than rank of output shape ({len(wanted)})."
    below = next((size for size in wanted if size < 0), None)
    return _incompatible(value.shape, wanted) if below is None else f"Dimension {below} must be >= 0"


def _broadcast_shape(shape: Shape, wanted: Shape) -> Shape:
    at_most(shape, len(wanted or ()))
    broadcast(shape, wanted)
    return wanted


op("BroadcastTo", "input:T shape:I=Tidx", lambda value, shape: filling(value, sizes(shape)),
   shaped("shape? sizes=1?", _broadcast_shape),
   lambda world, node, dy: (_unstretched(world, node, dy), None), reads="shapes", explain=_unfit)  # fmt: skip


@public("broadcast_to")
def broadcast_to(world: World, input: Any, shape: Any, name: str | None = None) -> Any:
    """Return the tensor repeated along new or one-sized axes until it has the shape."""
    return world.apply("BroadcastTo", input, shape_argument(shape), name=name)


def _folded_by_gradients(s0: Array, s1: Array) -> tuple[Array, Array]:
    """Return the axes of a broadcast result along which each of two shapes was stretched, or may as well be summed."""
    rank = max(len(s0), len(s1))
    padded = (np.concatenate([np.ones(rank - len(shape), shape.dtype), shape]) for shape in (s0, s1))
    first, second = (np.flatnonzero(shape == 1).astype(s0.dtype) for shape in padded)
    return first, second


op("BroadcastGradientArgs", "s0:T s1:T", _folded_by_gradients,
   lambda inputs, attrs: [(inputs[0].dtype.base_dtype, (None,))] * 2, not_differentiable, outputs=2)  # fmt: skip


def _unstretched(world: World, node: Any, dy: Any) -> Any:
    value, wanted = node.inputs
    if not world.parts_in_graph:
        return sum_to(world, dy, value)
    shape, known = shape_of(world, value), wanted.static_value()
    _, along = world.apply("BroadcastGradientArgs", wanted if known is None else world.constant_from(known), shape)
    return world.apply("Reshape", world.apply("Sum", dy, along, keep_dims=True), shape)


def summed_back(world: World, inputs: Sequence[Any], gradients: Iterable[Any]) -> list[Any]:
    """Return the gradients of two inputs that may have been broadcast together, each in the shape of its input.

    These are the nodes that a graph of the old world shows; elsewhere, and in a plan, it is one `SumToShape`.
    """
    found = [one() if callable(one) else one for one in gradients]
    shapes = [shape_of(world, tensor) for tensor in inputs]
    axes = _stretched(*(tensor.static_shape for tensor in inputs))
    if axes is None:
        axes = world.apply("BroadcastGradientArgs", *shapes)

    return [one if one is None or along is None
            else world.apply("Reshape", world.apply("Sum", one, along, keep_dims=True), shape)
            for one, shape, along in zip(found, shapes, axes, strict=True)]  # fmt: skip


def _stretched(x: Shape, y: Shape) -> Any:
    """Return the axes along which each of two shapes is stretched to the other; None where that shows only later.

    A shape that keeps both its sizes and its rank has None in place of axes.
    """
    if x is None or y is None:
        return None
    rank = max(len(x), len(y))
    pairs = list(zip((1,) * (rank - len(x)) + x, (1,) * (rank - len(y)) + y, strict=True))
    if any(None in pair and 1 not in pair for pair in pairs):
        return None
    axes = [[axis for axis, pair in enumerate(pairs) if pair[i] == 1 != pair[1 - i]] for i in (0, 1)]
    shorter = len(x) < rank, len(y) < rank
    return [np.array(found, np.int32) if found or less else None for found, less in zip(axes, shorter, strict=True)]


def _of_both(s0: Array, s1: Array) -> Array:
    for i, shape in enumerate((s0, s1)):
        if shape.ndim != 1:
            raise refuse(f"In[{i}] must be a vector.{brackets(shape.shape)}")
    return np.array(np.broadcast_shapes(sizes(s0), sizes(s1)), s0.dtype)


def _longer(x: Any, y: Any) -> Shape:
    counts: list[Any] = [of_rank(shape, 1) and shape[0] for shape in (x, y)]
    return (None if None in counts else max(counts),)


op("BroadcastArgs", "s0:I=T s1:I=T", _of_both, shaped("shape? shape?", _longer),
   not_differentiable, explain=lambda s0, s1: _incompatible(sizes(s0), sizes(s1)))  # fmt: skip


@public("broadcast_dynamic_shape")
def broadcast_dynamic_shape(world: World, shape_x: Any, shape_y: Any) -> Any:
    """Return the shape tensor of an elementwise op on tensors of the two shapes."""
    return world.apply("BroadcastArgs", shape_x, shape_y)


@public("broadcast_static_shape")
def broadcast_static_shape(world: World, shape_x: Any, shape_y: Any) -> Any:
    """Return the static shape of an elementwise op on the two. ValueError where they do not fit."""
    x, y = as_shape(shape_x), as_shape(shape_y)
    try:
        return world.shape_class(broadcast(x, y))
    except ShapeError:
        raise ValueError("Incompatible shapes for broadcasting. Two shapes are compatible if for each "
                         f"dimension pair they are either equal or one of them is 1. Received: {show(x)} and "
                         f"{show(y)}.") from None  # fmt: skip
