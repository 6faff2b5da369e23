"""`tf.gradients`: the reverse walk over the operations of a graph. What it finds are new operations of that graph.

They are named under `gradients/`, those of each operation under `<its name>_grad/`, and run in a session only.
"""

from collections.abc import Callable, Sequence
from typing import Any

from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.gradients import backprop
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.planning import needed
from lifetimes.library import load
from lifetimes.ops import World, public
from lifetimes.ops.arithmetic import shape_of
from lifetimes.ops.variable_options import UnconnectedGradients


def as_list(value: Any) -> list[Any]:
    """Return a list of one or of several."""
    return list(value) if isinstance(value, (list, tuple)) else [value]


@public("gradients")
def gradients(
    world: World, ys: Any, xs: Any, grad_ys: Any = None, name: str = "gradients",
    colocate_gradients_with_ops: bool = False, gate_gradients: bool = False, aggregation_method: Any = None,
    stop_gradients: Any = None, unconnected_gradients: UnconnectedGradients = UnconnectedGradients.NONE,
) -> list[Any]:  # fmt: skip
    """Return for each x the sum of the gradients of all ys, as tensors; None where nothing connects them.

    `grad_ys` weigh the ys, `stop_gradients` count as constants, `gate_gradients` lets none pass before its siblings.
    """
    if world.is_eager():
        raise RuntimeError("tf.gradients is not supported when eager execution is enabled. Use tf.GradientTape "
                           "instead.")  # fmt: skip
    ys, xs, stops = as_list(ys), as_list(xs), as_list(stop_gradients if stop_gradients is not None else [])
    load("ops.debugging.refusals").check_aggregation(aggregation_method)
    gate, unconnected = _gate(world) if gate_gradients else None, UnconnectedGradients(unconnected_gradients)
    with world.name_scope(name, "gradients", [*ys, *xs, *stops, *as_list(grad_ys)]):
        found = walk_back(
            world, ys, xs, grad_ys, stops, scope=lambda record: world.name_scope(f"{record.name}_grad"), gate=gate
        )
    return connected(world, found, xs, unconnected)


def connected(world: World, found: list[Any], xs: Sequence[Any], unconnected: UnconnectedGradients | str) -> list[Any]:
    """Return the gradients, with zeros in place of those that nothing connects where these are asked for."""
    if UnconnectedGradients(unconnected) is UnconnectedGradients.NONE:
        return found
    return [load("ops.layout.creation").zeros_of(world, x) if g is None else g for g, x in zip(found, xs, strict=True)]


def walk_back(world: World, ys: Any, xs: Any, grad_ys: Any = None, stops: Any = (), **options: Any) -> list[Any]:
    """Return the gradients as new operations of the current name scope."""
    weights = [None] * len(ys) if grad_ys is None else as_list(grad_ys)
    targets = [world.convert(y, name="y") for y in load("ops.debugging.refusals").ends(ys, xs, weights)]
    sources = [_source(world, x) for x in xs]
    pairs = [(y, _weight(world, y, w, i)) for i, (y, w) in enumerate(zip(targets, weights, strict=True))]
    pairs = [(y, w) for y, w in pairs if y.dtype.base_dtype.kind in "fcv" or any(y is source for source in sources)]
    reached, given = [y for y, _ in pairs], [w for _, w in pairs]
    stop = [world.convert(tensor, as_ref=True) for tensor in stops]
    return backprop(world, needed(reached, set()), reached, given, sources, stop=stop, **options)


def _source(world: World, x: Any) -> Any:
    """Return the tensor where the walk ends for x: of a variable its place, inside a branch what stands for x there."""
    if isinstance(x, IndexedSlices):
        x = x.values
    tensor = world.convert(x, as_ref=True)
    graph = world.current_graph()
    if isinstance(graph, FuncGraph) and tensor.graph is not graph.root:
        return graph.capture(tensor)
    return tensor


def _weight(world: World, y: Any, weight: Any, index: int) -> Any:
    """Return the gradient to start with at a target: ones, or what is given under a name of its own."""
    if weight is None:
        if y.dtype.is_complex:
            raise TypeError(
                "Gradients of complex tensors ({y}) must set grad_ys (y.dtype = {y.dtype.name})".format(y=y)  # noqa: UP032
            )
        shape = shape_of(world, y)
        with world.name_scope(f"grad_ys_{index}") as scope:
            one = world.constant(y.dtype.base_dtype.kind == "b" or 1, y.dtype.base_dtype)
            return world.apply("Fill", shape, one, name=scope)
    if isinstance(weight, IndexedSlices):
        return weight
    weight = world.convert(weight, name="grad_y", hint=y.dtype.base_dtype)
    return world.apply("Identity", weight, name=f"grad_ys_{index}")


def _gate(world: World) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Return what lets none of the gradients of one operation pass before all are computed."""

    def gated(found: Sequence[Any]) -> Sequence[Any]:
        if sum(gradient is not None for gradient in found) < 2:
            return found
        return load("graph.control.ordering").joined(world, found)  # type: ignore[no-any-return]

    return gated
