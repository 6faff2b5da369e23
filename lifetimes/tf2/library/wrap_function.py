"""`wrap_function`: runs code of the old style once, into a graph, and owns the variables that this made."""

import copy
import functools
from collections.abc import Callable, Sequence
from typing import Any

from lifetimes import nest
from lifetimes.graph.data.graph_def import Functions
from lifetimes.graph.data.importing import Library, function_graph
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.tensor import Tensor as GraphTensor
from lifetimes.tf2.concrete_function import ConcreteFunction
from lifetimes.tf2.function import Function
from lifetimes.tf2.trace_types import spec_of
from lifetimes.tf2.tracing import Trace, lifted
from lifetimes.tf2.world import WORLD


class WrappedFunction(ConcreteFunction):
    """A trace that owns its variables. `prune` gives another function of a part of the same graph."""

    def __init__(self, trace: Trace, held: Sequence[Any]) -> None:
        super().__init__(trace)
        self._held = held

    def prune(
        self, feeds: Any, fetches: Any, name: str | None = None, input_signature: Any = None
    ) -> "WrappedFunction":
        """Return the function from `feeds` to `fetches`, tensors of this graph; it owns the variables too."""
        part = copy.copy(self.graph)
        part.parameters = [self._tensor(feed) for feed in nest.flatten(feeds)]
        part.outputs, part.effects = [self._tensor(fetch) for fetch in nest.flatten(fetches)], []
        pruned = copy.copy(self._trace)
        pruned.graph = graph = _rebuilt(part)
        pruned.structure = nest.pack_sequence_as(fetches, graph.outputs)
        pruned.types = pruned.specs = {tensor.op.name: spec_of(tensor) for tensor in graph.parameters}
        pruned.kinds = ["POSITIONAL_OR_KEYWORD"] * len(graph.parameters)
        return WrappedFunction(pruned, self._held)

    def _tensor(self, item: Any) -> GraphTensor:
        found: GraphTensor = self.graph.get_tensor_by_name(item) if isinstance(item, str) else item
        return found


def _rebuilt(graph: FuncGraph) -> FuncGraph:
    """Return a graph of its own with the same nodes, captures and variables."""
    functions = Functions()
    name = functions.captured_by(graph)
    made = function_graph(WORLD, functions.made[name], Library(functions.made.values()))
    pairs = zip(graph.external_captures, made.internal_captures, strict=True)
    made.captured = {id(outside): (outside, inside) for outside, inside in pairs}
    made.variables_used, made.effects = dict(graph.variables_used), []  # what is not fetched does not run
    return made


def wrap_function(world: Any, fn: Callable[..., Any], signature: Any, name: str | None = None) -> WrappedFunction:
    """Run `fn` once on symbols of the signature; variables are made outside and held by the result."""
    function = Function(fn, name, autograph=False)
    held: list[Any] = []
    arguments = function._signature.arguments(tuple(signature), {})
    traced = function._traced(arguments, functools.partial(lifted, held, None), in_order=False)
    return WrappedFunction(traced._trace, [traced, *held])
