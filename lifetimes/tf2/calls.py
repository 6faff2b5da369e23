"""Calling a graph: run its plan now, or add a node that will. How a call is differentiated is in the library."""

from collections.abc import Sequence
from typing import Any, Final

from lifetimes.graph.dismantling import dismantle
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.plan import Plan
from lifetimes.graph.tensor import Tensor as GraphTensor
from lifetimes.library import load
from lifetimes.ops import op
from lifetimes.tf2.context import HERE
from lifetimes.tf2.place import refusals
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.world import WORLD

_GRADIENTS: Final = "tf2.library.call_gradients"
_CALL: Final = (-1,)  # the plan of an ordinary call; the keys of others are the ids of what they fetch


class Callee:
    """A graph that can be called. It owns the graph, and takes it apart when it goes, if nobody else holds it."""

    def __init__(self, graph: FuncGraph) -> None:
        self.backward: dict[tuple[int, ...], Any] = {}  # graphs that take gradients back, by what the gradients are of
        self.graph = graph
        self._captured = [v._value if isinstance(v, EagerTensor) else v for v in graph.external_captures]
        self._symbol = next((v for v in graph.external_captures if isinstance(v, GraphTensor)), None)

    def __del__(self) -> None:
        # A trace refers back and forth inside; undone here, it dies with its owner, the collector off.
        if hasattr(self, "graph"):  # else it was interrupted while it was made
            self.backward.clear()
            dismantle(self.graph, owned=1)

    @property
    def plan(self) -> Plan:
        """What a call runs."""
        plan = self.graph.plans.get(_CALL)
        if plan is None:
            outputs = self.graph.outputs
            plan = self.graph.plans[_CALL] = Plan([*outputs, *self.graph.effects], self.graph.inputs, len(outputs))
        return plan

    def call(self, inputs: Sequence[Any]) -> list[Any]:
        """Return the outputs for the declared inputs, tensors and storages: as values, or as a node's."""
        return HERE.place.call(self, inputs)  # type: ignore[no-any-return]

    def run(self, inputs: Sequence[Any]) -> list[Any]:
        """Compute the outputs now. TypeError where the graph captured a symbol."""
        if self._symbol is not None:
            raise refusals().out_of_scope(self._symbol)
        if HERE.tapes:
            return self._run_under_tapes(inputs)
        values = []
        for tensor in inputs:
            values.append(tensor._value if type(tensor) is EagerTensor else value_of(tensor))
        values += self._captured
        plan = self.graph.plans.get(_CALL) or self.plan
        return [*map(EagerTensor, plan.run(values, WORLD.run))]

    # --- under tapes ---

    def _run_under_tapes(self, inputs: Sequence[Any]) -> list[Any]:
        self._tell(HERE.tapes)
        whole = [*inputs, *self.graph.external_captures]
        followers = [tape for tape in HERE.tapes if tape.follows(whole)]
        if not followers:
            with HERE.recorded_by(()):
                return self.run(inputs)
        outputs: list[Any] = load(_GRADIENTS).recorded(self, whole, followers)
        return outputs

    def _tell(self, tapes: Sequence[Any]) -> None:
        """Tell tapes of the variables that are read. AssertionError where one of them is gone."""
        for variable in self.graph.variables:
            for tape in tapes if variable.trainable else ():
                tape.variable_accessed(variable)

    # --- inside another graph ---

    def node(self, graph: Any, inputs: Sequence[Any]) -> list[Any]:
        """Add a node to a graph that will run this one, and return its outputs."""
        for variable in self.graph.variables:
            graph.note_variable(variable)
        self._tell(HERE.tapes)
        kind = "StatefulPartitionedCall" if self.is_stateful() else "PartitionedCall"
        attrs = {"f": self.graph, "_fetches": list(self.graph.outputs), "_callee": self}  # the owner goes last
        return WORLD.node(kind, [*inputs, *self.graph.external_captures], attrs, None).outputs

    def hand_on(self, node: Any) -> list[GraphTensor]:
        """Let a node that calls this graph give what its gradient reads, and return what it gives for that."""
        return load(_GRADIENTS).hand_on(self, node)  # type: ignore[no-any-return]

    def is_stateful(self) -> bool:
        """Return whether a call reads or writes something that is not an argument."""
        return any(o.definition.stateful and o.type != "Placeholder" for o in self.graph.get_operations())


def value_of(tensor: Any) -> Any:
    """Return what a plan takes for an input. TypeError for a symbol, which has no value here."""
    if isinstance(tensor, EagerTensor):
        return tensor._value
    if isinstance(tensor, GraphTensor):
        raise refusals().out_of_scope(tensor)
    return tensor


def _kinds(inputs: Sequence[Any], attrs: dict[str, Any]) -> Any:
    graph, fetches = attrs["f"], attrs["_fetches"]
    if all(given.static_shape == inside.static_shape for given, inside in zip(inputs, graph.inputs, strict=True)):
        return [(tensor.dtype, tensor.static_shape) for tensor in fetches]
    return load("tf2.library.call_shapes").kinds_of_call(graph, inputs, fetches)


def _gradient(world: Any, node: Any, *dys: Any) -> Any:
    return load(_GRADIENTS).of_node(world, node, *dys)


WORLD.callee_of = Callee
for _name in ("PartitionedCall", "StatefulPartitionedCall"):
    op(_name, "args:*", lambda run, node, *given: tuple(run.call(node.attrs["f"], given, node.attrs["_fetches"])),
       _kinds, _gradient, stateful=True, outputs=-1)  # fmt: skip
