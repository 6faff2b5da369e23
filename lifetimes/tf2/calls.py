"""Calling a graph: run its plan, or add a node that will; and differentiate the call.

The gradient of a call is a call of another graph, the *backward* graph, built once by walking back over the
forward graph's operations. What it captures of the forward graph says which intermediates the forward call
must hand on. The backward call is a call like any other, so it can be differentiated again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.gradients import backprop
from lifetimes.graph.indexed_slices import IndexedSlices
from lifetimes.graph.plan import Plan
from lifetimes.graph.tensor import Operation
from lifetimes.graph.tensor import Tensor as GraphTensor
from lifetimes.ops.registry import Out, find, op
from lifetimes.tf2.context import HERE, is_reentry
from lifetimes.tf2.eager import Call, out_of_scope
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.world import WORLD

_DELETED = (
    "Called a function referencing variables which have been deleted. This likely means that function-local "
    "variables were created and not referenced elsewhere in the program. This is generally a mistake; consider "
    "storing variables in an object attribute on first call."
)


_CALL: Final = (-1,)  # the key of the plan for an ordinary call; others are the ids of what they fetch


def _flows(tensor: Any) -> bool:
    return tensor.dtype.base_dtype.kind in "fcv"


class Callee:
    """A graph that can be called. It owns the graph, and takes it apart when it goes itself."""

    def __init__(self, graph: FuncGraph) -> None:
        self.graph = graph
        self._captured = [v._value if isinstance(v, EagerTensor) else v for v in graph.external_captures]
        self._symbol = next((v for v in graph.external_captures if isinstance(v, GraphTensor)), None)
        self._backward: dict[tuple[int, ...], Backward] = {}

    def __del__(self) -> None:
        # A trace refers back and forth inside. Undone here, it dies with its owner, the collector off.
        self.graph.dismantle()

    @property
    def plan(self) -> Plan:
        """What a call runs."""
        plan = self.graph.plans.get(_CALL)
        if plan is None:
            outputs = self.graph.outputs
            plan = self.graph.plans[_CALL] = Plan([*outputs, *self.graph.effects], self.graph.inputs, len(outputs))
        return plan

    def variables(self) -> list[Any]:
        """Return the variables that the graph uses. AssertionError where one of them is gone."""
        found = [known() for known in self.graph.variables_used]
        if any(variable is None for variable in found):
            raise AssertionError(_DELETED)
        return found

    def call(self, inputs: Sequence[Any]) -> list[Any]:
        """Return the outputs for the declared inputs, tensors and storages: as values, or as a node's."""
        return HERE.place.call(self, inputs)  # type: ignore[no-any-return]

    def run(self, inputs: Sequence[Any]) -> list[Any]:
        """Compute the outputs now. TypeError where the graph captured a symbol."""
        if self._symbol is not None:
            raise out_of_scope(self._symbol)
        if HERE.tapes:
            return self._run_under_tapes(inputs)
        values = [t._value if type(t) is EagerTensor else _value(t) for t in inputs]
        values += self._captured
        try:
            results = HERE.quietly(self.plan.loop, values, WORLD.run)
        except RuntimeError as error:
            if not is_reentry(error):
                raise
            results = self.plan.run(values, WORLD.run)
        return [EagerTensor(result) for result in results]

    # --- under tapes ---

    def _run_under_tapes(self, inputs: Sequence[Any]) -> list[Any]:
        tapes = HERE.tapes
        _tell(tapes, self.variables())
        whole = [*inputs, *self.graph.external_captures]
        followers = [tape for tape in tapes if tape.follows(whole)]
        if not followers:
            with HERE.recorded_by(()):
                return self.run(inputs)
        again = len(tapes) > 1 or any(tape._persistent for tape in tapes)
        fetches = self._handed_on(again)
        results = WORLD.run.call(self.graph, [_value(tensor) for tensor in whole], fetches)
        outputs = [EagerTensor(result) for result in results]
        call = Call(
            find("PartitionedCall"), whole, {"_gradient": partial(_call_gradient, self, fetches)}, self.graph.name
        )
        call.outputs = outputs
        for tape in followers:
            tape.record(call)
        return outputs[: len(self.graph.outputs)]

    def _handed_on(self, again: bool) -> list[GraphTensor]:
        """Return the tensors that a call gives: the outputs, and what a gradient needs, or gradients of gradients."""
        fetches = list(self.graph.outputs)
        while True:
            needed = self.missing(self.backward(fetches), fetches)
            fetches += needed
            if not needed or not again:
                return fetches

    def missing(self, backward: Backward, fetches: Sequence[GraphTensor]) -> list[GraphTensor]:
        """Return what a backward graph reads that is neither an input of this graph nor handed on already."""
        here = {*map(id, self.graph.inputs), *map(id, fetches)}
        return [tensor for tensor in backward.reads if id(tensor) not in here]

    def backward(self, targets: Sequence[GraphTensor]) -> Backward:
        """Return the backward graph for gradients that arrive at these tensors."""
        key = tuple(map(id, targets))
        found = self._backward.get(key)
        if found is None:
            found = self._backward[key] = Backward(self.graph, targets)
        return found

    # --- inside another graph ---

    def node(self, graph: Any, inputs: Sequence[Any]) -> list[Any]:
        """Add a node to a graph that will run this one, and return its outputs."""
        variables = self.variables()
        for variable in variables:
            graph.note_variable(variable)
        _tell(HERE.tapes, variables)
        kind = "StatefulPartitionedCall" if self.is_stateful() else "PartitionedCall"
        attrs = {"f": self.graph, "_callee": self, "_fetches": list(self.graph.outputs)}
        return WORLD.node(kind, [*inputs, *self.graph.external_captures], attrs, None).outputs

    def is_stateful(self) -> bool:
        """Return whether a call reads or writes something that is not an argument."""
        return any(o.definition.stateful and o.type != "Placeholder" for o in self.graph.get_operations())


def _tell(tapes: Sequence[Any], variables: Sequence[Any]) -> None:
    for tape in tapes:
        for variable in variables:
            if variable.trainable:
                tape.variable_accessed(variable)


def _value(tensor: Any) -> Any:
    if isinstance(tensor, EagerTensor):
        return tensor._value
    if isinstance(tensor, GraphTensor):
        raise out_of_scope(tensor)
    return tensor


class Backward:
    """The graph that takes gradients at some tensors of a forward graph back to its inputs."""

    def __init__(self, forward: FuncGraph, targets: Sequence[GraphTensor]) -> None:
        graph = FuncGraph(WORLD, f"__backward_{forward.name}", forward)
        self.positions = [i for i, target in enumerate(targets) if _flows(target)]
        with WORLD.graph_as_default(graph), HERE.recorded_by(()):
            wanted = [targets[i] for i in self.positions]
            dys = [graph.parameter(f"gradients_{i}", t.dtype, t.static_shape) for i, t in enumerate(wanted)]
            found = backprop(WORLD, forward.get_operations(), wanted, dys, forward.inputs)
            self.found = [(i, isinstance(dx, IndexedSlices)) for i, dx in enumerate(found) if dx is not None]
            for dx in found:
                parts = (dx.values, dx.indices, dx.dense_shape) if isinstance(dx, IndexedSlices) else (dx,)
                graph.outputs.extend(graph.capture_or_own(WORLD.convert(part)) for part in parts if part is not None)
        self.reads: list[Any] = []
        for key, (outside, inside) in list(graph.captures.items()):
            if getattr(outside, "graph", None) is forward:  # handed in with each call
                self.reads.append(outside)
                graph.parameters.append(inside)
                del graph.captures[key]
        self.callee = Callee(graph)

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
    backward = callee.backward([fetches[i] for i in chosen])
    if isinstance(record, Operation):
        _hand_on(record, callee.missing(backward, fetches))
    values = dict(zip(map(id, callee.graph.inputs), record.inputs, strict=True))
    values.update(zip(map(id, record.attrs.get("_fetches", fetches)), record.outputs, strict=True))
    places = [chosen[i] for i in backward.positions]
    given = [world.apply("ZerosLike", record.outputs[i]) if dys[i] is None else dys[i] for i in places]
    return backward.call(given, [values[id(tensor)] for tensor in backward.reads], len(record.inputs))


def _hand_on(node: Operation, tensors: Sequence[GraphTensor]) -> None:
    """Let a call that is a node give more of its intermediates."""
    if tensors:
        node.attrs["_fetches"] += tensors
        for tensor in tensors:
            node.outputs.append(type(tensor)(node, len(node.outputs), tensor.dtype, tensor.static_shape))
        node.graph.plans.clear()  # type: ignore[attr-defined]


def _node_gradient(world: Any, node: Operation, *dys: Any) -> list[Any]:
    return _call_gradient(node.attrs["_callee"], list(node.attrs["_fetches"]), world, node, *dys)


def _call_kernel(run: Any, node: Any, *arguments: Any) -> tuple[Any, ...]:
    return tuple(run.call(node.attrs["f"], arguments, node.attrs["_fetches"]))


def _call_outputs(inputs: Any, attrs: dict[str, Any]) -> list[Out]:
    return [(tensor.dtype, tensor.static_shape) for tensor in attrs["_fetches"]]


WORLD.callee_of = Callee
for _name in ("PartitionedCall", "StatefulPartitionedCall"):
    op(_name, "args:*", _call_kernel, _call_outputs, _node_gradient, stateful=True, outputs=-1)
