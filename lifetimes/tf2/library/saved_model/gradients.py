"""Derivatives that the program wrote, as functions of a SavedModel, and rules made of such functions.

A node says by `_gradient_op_type` which rule it has. The function of that rule takes a gradient for each output of the
node, and what else it reads: tensors of the graph of the node, variables and constants.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lifetimes.graph.data.graph_def import Functions
from lifetimes.graph.data.importing import Import, Library
from lifetimes.graph.data.protos import FunctionDef
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.tf2.world import WORLD


class Gradients:
    """The rules of the nodes of one model: each is traced once, when its node is written."""

    def __init__(self) -> None:
        self._kinds: dict[Operation, str] = {}
        self.traced: list[tuple[str, FuncGraph, list[bool]]] = []

    def name_of(self, operation: Operation) -> str:
        """Return the name of the rule of a node."""
        if operation not in self._kinds:
            self._kinds[operation] = f"CustomGradient-{len(self._kinds)}"
            self._trace(operation)
        return self._kinds[operation]

    def dismantle(self) -> None:
        """Take apart what was traced: it holds the graphs of the model, and is needed no more."""
        for _, graph, _ in self.traced:
            graph.dismantle()

    def _trace(self, operation: Operation) -> None:
        graph = FuncGraph(WORLD, f"__inference_internal_grad_fn_{len(self._kinds)}", operation.graph)
        with WORLD.graph_as_default(graph), WORLD.context.recorded_by(()):
            dys = [graph.parameter(f"dy_{i}", o.dtype, o.static_shape) for i, o in enumerate(operation.outputs)]
            found = operation.attrs["_gradient"](WORLD, operation, *dys)
            graph.outputs = [graph.capture_or_own(WORLD.convert(dx)) for dx in found if dx is not None]
        self.traced.append((self._kinds[operation], graph, [dx is not None for dx in found]))


def tensor_of(outside: Tensor, functions: Functions) -> dict[str, str]:
    """Return where a rule finds a tensor of the graph of its node. ValueError where that graph is none of a model."""
    name = functions.of_graph.get(id(outside.graph))
    if name is None:
        raise ValueError(
            f"Cannot save a custom gradient, because SavedModel is unable to serialize the captured input {outside}. "
            "Save with tf.saved_model.SaveOptions(experimental_custom_gradients=False) to leave gradients out."
        )
    return {"name": outside.name, "concrete_function": name}


class RestoredGradient:
    """The gradient rule of nodes, rebuilt from data: its own nodes are added where a gradient is wanted.

    `reads` has, for each capture, the name of a tensor in the graph of the node, or the value itself.
    """

    def __init__(self, function: FunctionDef, library: Library, reads: Sequence[Any], wanted: Sequence[bool]) -> None:
        self._function, self._library, self._reads, self._wanted = function, library, reads, wanted

    def __call__(self, world: Any, node: Any, *dys: Any) -> list[Any]:
        function, graph = self._function, world.current_graph()
        given = [
            world.apply("ZerosLike", output) if dy is None else dy for output, dy in zip(node.outputs, dys, strict=True)
        ]
        reads = [node.graph.get_tensor_by_name(read) if isinstance(read, str) else read for read in self._reads]
        names = [f"{argument.name}:0" for argument in function.signature.input_arg]
        replaced = dict(zip(names, map(graph.capture_or_own, [*given, *reads]), strict=True))
        prefix = graph.names.unique(function.signature.name.lstrip("_")) + "/"
        outputs, _ = Import(world, graph, prefix, replaced, self._library).add(function.node_def).results(function)
        left = iter(outputs)
        return [next(left) if wanted else None for wanted in self._wanted]
