"""`wrap_function`: runs code of the old style once, into a graph, and owns the variables that this made."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Sequence
from typing import Any

from lifetimes.graph import nest
from lifetimes.graph.tensor import Tensor as GraphTensor
from lifetimes.tf2.concrete import ConcreteFunction
from lifetimes.tf2.function import Function, _lifted
from lifetimes.tf2.signature import spec_of
from lifetimes.tf2.tracing import Trace


class WrappedFunction(ConcreteFunction):
    """A trace that owns its variables. `prune` gives another function of a part of the same graph."""

    def __init__(self, trace: Trace, held: Sequence[Any]) -> None:
        super().__init__(trace)
        self._held = held  # the variables; of a pruned function also the whole, which takes the graph apart when it goes

    def prune(self, feeds: Any, fetches: Any, name: str | None = None, input_signature: Any = None) -> WrappedFunction:
        """Return the function from `feeds` to `fetches`, tensors of this graph; it owns the variables too."""
        inputs = [self._tensor(feed) for feed in nest.flatten(feeds)]
        graph = copy.copy(self.graph)
        graph.parameters, graph.plans, graph.effects = inputs, {}, []
        structure = nest.map_structure(self._tensor, fetches)
        graph.outputs = nest.flatten(structure)
        pruned = copy.copy(self._trace)
        pruned.graph, pruned.structure = graph, structure
        pruned.types = pruned.specs = {tensor.op.name: spec_of(tensor) for tensor in inputs}
        pruned.kinds = ["POSITIONAL_OR_KEYWORD"] * len(inputs)
        return PrunedFunction(pruned, [self, *self._held])

    def _tensor(self, item: Any) -> GraphTensor:
        found: GraphTensor = self.graph.get_tensor_by_name(item) if isinstance(item, str) else item
        return found


def wrap_function(world: Any, fn: Callable[..., Any], signature: Any, name: str | None = None) -> WrappedFunction:
    """Run `fn` once on symbols of the signature; variables are made outside and held by the result."""
    function = Function(fn, name, autograph=False)
    held: list[Any] = []
    arguments = function._arguments(tuple(signature), {})
    traced = function._traced(arguments, functools.partial(_lifted, held, None))
    return WrappedFunction(traced._trace, [traced, *held])
