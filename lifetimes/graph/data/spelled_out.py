"""Ops of this package that TensorFlow does not have, spelled out in its own: small graphs that a file has for them.

Most of them are parts of gradients, so that a step of training can leave too. What is read back is the small graph.
Of others TensorFlow knows no form either: they have no line in `ops.txt`, and cannot leave yet.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.tensor import Operation
from lifetimes.ops import World, dtypes
from lifetimes.ops.layout.creation import counted
from lifetimes.ops.math.reductions import kept_shape


def graph_of(operation: Operation) -> FuncGraph:
    """Return one of `OPS` as a graph of TensorFlow's ops."""
    world = operation.graph.world
    graph = FuncGraph(world, operation.type)
    with world.graph_as_default(graph):
        given = [graph.parameter(f"input_{n}", tensor.dtype.base_dtype, tensor.static_shape)
                 for n, tensor in enumerate(operation.inputs)]  # fmt: skip
        found = OPS[operation.type](world, operation.attrs, *given)
        graph.outputs = [graph.capture_or_own(one) for one in (found if isinstance(found, tuple) else (found,))]
    return graph


def _size(world: World, shape: Any) -> Any:
    return world.apply("Prod", shape, 0, keep_dims=False)


def _sum_to_shape(world: World, attrs: Any, dy: Any, shape: Any) -> Any:
    whole = world.apply("Shape", dy)
    _, folded = world.apply("BroadcastGradientArgs", whole, world.apply("Cast", shape, to=dtypes.int32))
    return world.apply("Reshape", world.apply("Sum", dy, folded, keep_dims=False), shape)


def _spread(world: World, attrs: Any, dy: Any, shape: Any, axes: Any) -> Any:
    kept = kept_shape(world, shape, world.apply("Reshape", axes, [-1]))
    whole = world.apply("BroadcastTo", world.apply("Reshape", dy, kept), shape)
    if not attrs["mean"]:
        return whole
    count = _size(world, world.apply("GatherV2", shape, world.apply("Reshape", axes, [-1]), 0))
    return whole / world.apply("Cast", world.apply("Maximum", count, 1), to=dy.dtype)


def _scattered(take: Callable[..., Any], world: World, attrs: Any, shape: Any, *rest: Any) -> Any:
    """Return zeros of a shape, with each gradient, the last input, added where `take` takes an element from."""
    *places, dy = rest
    size = _size(world, shape)
    taken = take(world, attrs, world.apply("Reshape", counted(world, size), shape), *places)
    flat = [world.apply("Reshape", tensor, [-1]) for tensor in (dy, taken)]
    return world.apply("Reshape", world.apply("UnsortedSegmentSum", *flat, size), shape)


def _repeat(world: World, attrs: Any, value: Any, repeats: Any) -> Any:
    count = world.apply("GatherV2", world.apply("Shape", value), [attrs["axis"]], 0)
    repeats = world.apply("BroadcastTo", world.apply("Reshape", repeats, [-1]), count)
    turns = counted(world, world.apply("Max", repeats, 0, keep_dims=False))
    taken = world.apply("Where", world.apply("Less", turns, world.apply("ExpandDims", repeats, 1)))
    return world.apply("GatherV2", value, world.apply("GatherV2", taken, 0, 1), attrs["axis"])


def _pieces(world: World, attrs: Any, text: Any, sep: Any) -> tuple[Any, Any]:
    places, values, shape = world.apply("StringSplitV2", world.apply("Reshape", text, [-1]), sep, **attrs)
    rows = world.apply("GatherV2", places, 0, 1)
    ones, count = world.apply("OnesLike", rows), world.apply("GatherV2", shape, 0, 0)
    counts = world.apply("UnsortedSegmentSum", ones, rows, count)
    return values, world.apply("Reshape", counts, world.apply("Shape", text))


def _only(world: World, attrs: Any, whole: Any, index: Any, item: Any) -> Any:
    """Return a list as long as another, with one item in it."""
    length = world.apply("TensorListLength", whole)
    empty = world.apply("TensorListReserve", length, dtype=item.dtype.base_dtype, shape=item.static_shape)
    return world.apply("TensorListSetItem", empty, index, item, grows=False)


def _like(op: str, first: int, world: World, attrs: Any, whole: Any, *rest: Any) -> Any:
    """Return what is taken from a list, which is zeros like the last input where nothing is."""
    *places, like = rest
    shape = None if like.static_shape is None else like.static_shape[first:]
    return world.apply(op, whole, *places, dtype=like.dtype.base_dtype, shape=shape)


OPS: Final[dict[str, Callable[..., Any]]] = {
    "Repeat": _repeat,
    "GatherV2Grad": partial(_scattered, lambda world, attrs, *inputs: world.apply("GatherV2", *inputs, **attrs)),
    "GatherNdGrad": partial(_scattered, lambda world, attrs, *inputs: world.apply("GatherNd", *inputs)),
    "RepeatGrad": partial(_scattered, _repeat),
    "Spread": _spread, "StringPieces": _pieces, "SumToShape": _sum_to_shape, "TensorListOnly": _only,
    "TensorListItemLike": partial(_like, "TensorListGetItem", 0),
    "TensorListStackLike": partial(_like, "TensorListStack", 1),
    "TensorListAdd": lambda world, attrs, *lists: world.node("AddN", lists, {}, None).outputs[0],
    "TensorListWithout": lambda world, attrs, whole, index, like: world.apply(
        "TensorListSetItem", whole, index, world.apply("ZerosLike", like), grows=False
    ),
}  # fmt: skip
