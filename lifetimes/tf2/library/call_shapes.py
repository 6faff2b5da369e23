"""What a call of a graph gives, seen from outside: shapes follow from those of the arguments, not of the parameters.

f(x) = x + 1, traced for x of any length  ->  `f(tf.ones([2]))` inside another function has two elements
"""

from collections.abc import Sequence
from typing import Any

from lifetimes.graph.building import infer
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.ops import DType, Shape, merge


class _Seen:
    """A tensor of the graph as a shape rule sees it in this call: more may be known of its shape."""

    def __init__(self, tensor: Any, shape: Shape) -> None:
        self._tensor, self.static_shape = tensor, shape

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tensor, name)


def kinds_of_call(graph: FuncGraph, given: Sequence[Any], fetches: Sequence[Any]) -> list[tuple[DType, Shape]]:
    """Return dtype and shape of what is fetched from a graph that these tensors are given to."""
    seen: dict[int, Any] = {}
    for tensor, argument in zip(graph.inputs, given, strict=True):
        seen[id(tensor)] = _Seen(tensor, merge(tensor.static_shape, argument.static_shape))
    for operation in graph.get_operations():
        inputs = tuple(seen.get(id(tensor), tensor) for tensor in operation.inputs)
        if any(isinstance(tensor, _Seen) for tensor in inputs):
            found = infer(operation.definition, inputs, operation.attrs, operation.name)
            for tensor, (_, shape) in zip(operation.outputs, found, strict=True):
                seen[id(tensor)] = _Seen(tensor, merge(tensor.static_shape, shape))
    return [(tensor.dtype, seen.get(id(tensor), tensor).static_shape) for tensor in fetches]
