"""Differentiating the call of a graph: that is a call of another graph.

The *backward* graph is built once by walking back over the forward graph's operations. What it captures of the
forward graph says which intermediates the forward call must hand on. The backward call is a call like any other, so
it can be differentiated again.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from lifetimes.graph.control.control_gradients import give_more
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.gradients import backprop
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.tensor import Operation
from lifetimes.graph.tensor import Tensor as GraphTensor
from lifetimes.ops import find
from lifetimes.tf2.calls import Callee, value_of
from lifetimes.tf2.context import HERE
from lifetimes.tf2.eager import Call
from lifetimes.tf2.tape_memory import trail_of
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.world import WORLD


def recorded(callee: Callee, inputs: Sequence[Any], followers: Sequence[Any]) -> list[Any]:
    """Run a call that these tapes follow, and record it on them."""
    fetches, read = _handed_on(callee, again=len(HERE.tapes) > 1 or any(tape._persistent for tape in HERE.tapes))
    outputs = [*map(EagerTensor, callee.graph.plan(fetches).run([*map(value_of, inputs)], WORLD.run))]
    rule = partial(_call_gradient, callee, fetches)
    call = Call(find("PartitionedCall"), inputs, {"_gradient": rule}, callee.graph.name, outputs)
    for tape in followers:
        tape.record(call)
    call.inputs, call.outputs = _kept(inputs, callee.graph.inputs, read), _kept(outputs, fetches, read)
    return outputs[: len(callee.graph.outputs)]


def _kept(values: Sequence[Any], symbols: Sequence[GraphTensor], read: set[int]) -> list[Any]:
    """Return what goes into a call or comes out of it, with a trail for each tensor that its gradient does not read."""
    pairs = zip(values, symbols, strict=True)
    return [trail_of(value) if type(value) is EagerTensor and id(symbol) not in read else value
            for value, symbol in pairs]  # fmt: skip


def _handed_on(callee: Callee, again: bool) -> tuple[list[GraphTensor], set[int]]:
    """Return the tensors that a call gives, and the ids of those that its gradient reads.

    It gives the outputs, and what a gradient needs, or gradients of gradients.
    """
    fetches = list(callee.graph.outputs)
    while True:
        backward = _backward(callee, fetches)
        needed = _missing(callee, backward, fetches)
        fetches += needed
        if not needed or not again:
            return fetches, {*map(id, backward.reads)}


def _missing(callee: Callee, backward: "Backward", fetches: Sequence[GraphTensor]) -> list[GraphTensor]:
    """Return what a backward graph reads that is neither an input of this graph nor handed on already."""
    here = {*map(id, callee.graph.inputs), *map(id, fetches)}
    return [tensor for tensor in backward.reads if id(tensor) not in here]


def _backward(callee: Callee, targets: Sequence[GraphTensor]) -> "Backward":
    """Return the backward graph for gradients that arrive at these tensors; the callee keeps it."""
    key = tuple(map(id, targets))
    if key not in callee.backward:
        callee.backward[key] = Backward(callee.graph, targets)
    return callee.backward[key]  # type: ignore[no-any-return]


class Backward:
    """The graph that takes gradients at some tensors of a forward graph back to its inputs."""

    def __init__(self, forward: FuncGraph, targets: Sequence[GraphTensor]) -> None:
        graph = FuncGraph(WORLD, f"__backward_{forward.name}", forward)
        self.positions = [i for i, target in enumerate(targets) if target.dtype.base_dtype.kind in "fcv"]
        try:
            self._build(graph, forward, [targets[i] for i in self.positions])
        except BaseException:
            graph.dismantle()  # a rule of the program failed: what was built dies with the error
            raise
        self.reads: list[Any] = []
        for key, (outside, inside) in list(graph.captured.items()):
            if getattr(outside, "graph", None) is forward:  # handed in with each call
                self.reads.append(outside)
                graph.parameters.append(inside)
                del graph.captured[key]
        self.callee = Callee(graph)

    def _build(self, graph: FuncGraph, forward: FuncGraph, wanted: Sequence[GraphTensor]) -> None:
        """Walk back from the tensors that are wanted to the inputs of the forward graph."""
        with WORLD.graph_as_default(graph), HERE.recorded_by(()):
            dys = [graph.parameter(f"gradients_{i}", t.dtype, t.static_shape) for i, t in enumerate(wanted)]
            found = backprop(WORLD, forward.get_operations(), wanted, dys, forward.inputs)
            self.found = [(i, isinstance(dx, IndexedSlices)) for i, dx in enumerate(found) if dx is not None]
            for dx in found:
                parts = (dx.values, dx.indices, dx.dense_shape) if isinstance(dx, IndexedSlices) else (dx,)
                graph.outputs.extend(graph.capture_or_own(WORLD.convert(part)) for part in parts if part is not None)

    def call(self, dys: Sequence[Any], reads: Sequence[Any], count: int) -> list[Any]:
        """Return one gradient for each of the `count` inputs of the forward graph, None where nothing flows."""
        outputs = iter(self.callee.call([*dys, *reads]))
        gradients: list[Any] = [None] * count
        for position, sparse in self.found:
            gradients[position] = IndexedSlices(*(next(outputs) for _ in range(3))) if sparse else next(outputs)
        return gradients


def _call_gradient(callee: Callee, fetches: Sequence[GraphTensor], world: Any, record: Any, *dys: Any) -> list[Any]:
    """The gradient rule of a call: call the backward graph on the gradients and on what the forward call handed on."""
    count = len(callee.graph.outputs)
    chosen = [i for i in range(len(fetches)) if i < count or dys[i] is not None]
    backward = _backward(callee, [fetches[i] for i in chosen])
    if isinstance(record, Operation):
        _hand_on(record, _missing(callee, backward, fetches))
    values = dict(zip(map(id, callee.graph.inputs), record.inputs, strict=True))
    values.update(zip(map(id, record.attrs.get("_fetches", fetches)), record.outputs, strict=True))
    places = [chosen[i] for i in backward.positions]
    given = [world.apply("ZerosLike", record.outputs[i]) if dys[i] is None else dys[i] for i in places]
    return backward.call(given, [values[id(tensor)] for tensor in backward.reads], len(record.inputs))


def hand_on(callee: Callee, node: Operation) -> list[GraphTensor]:
    """Let a node that calls a graph give what its gradient reads, and return what it gives for that."""
    return _hand_on(node, _missing(callee, _backward(callee, callee.graph.outputs), node.attrs["_fetches"]))


def _hand_on(node: Operation, tensors: Sequence[GraphTensor]) -> list[GraphTensor]:
    node.attrs["_fetches"] += tensors
    return give_more(node, [(tensor.dtype, tensor.static_shape) for tensor in tensors])


def of_node(world: Any, node: Operation, *dys: Any) -> list[Any]:
    """The gradient rule of a node that calls a graph."""
    return _call_gradient(node.attrs["_callee"], list(node.attrs["_fetches"]), world, node, *dys)
