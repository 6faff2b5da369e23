"""Data becomes a graph again: nodes are added to a graph under a prefix, functions are rebuilt as FuncGraphs.

No Python code is run or looked up by a name in the data: an op is one of the registered ones, or an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lifetimes.graph.building import infer
from lifetimes.graph.control.branches_and_loops import leaf_tensors
from lifetimes.graph.data.graph_def import FunctionDef, NodeDef
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.graph import Graph
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops.registry import find


def add_nodes(
    world: Any, graph: Graph, nodes: Sequence[NodeDef], prefix: str, replaced: Mapping[str, Any] | None = None
) -> dict[str, Operation]:
    """Add the nodes to the graph as `prefix + name`; return the operations by the names that the data has.

    A name that is taken gets `_1`, `_2` behind it.

    `replaced` maps tensor names (`name:0`, or `^name` for a control input) to what takes their place. ValueError
    names a node whose input is not there.
    """
    made: dict[str, Operation] = {}
    for node in _in_order(nodes):
        inputs, controls = [], []
        for name in node.input:
            if name.startswith("^"):
                controls.append(_control(name, made, replaced or {}, node))
            else:
                inputs.append(_tensor(name, made, replaced or {}, node))
        made[node.name] = _add(world, graph, node, prefix + node.name, inputs, controls)
    return made


def _add(
    world: Any, graph: Graph, node: NodeDef, name: str, inputs: list[Tensor], controls: list[Operation]
) -> Operation:
    definition = find(node.op)
    shown = {declared.attr for declared in definition.inputs} | {"T", "Tidx", *definition.shown}
    attrs = {**definition.attrs, **{key: value for key, value in node.attributes().items() if key not in shown}}
    for key, value in attrs.items():
        if isinstance(value, FunctionDef):
            attrs[key] = function_graph(world, value, graph)
    if "leaves" in attrs:
        graphs = [value for value in attrs.values() if isinstance(value, FuncGraph) and value.name != "while_cond"]
        attrs["leaves"] = [tensor for function in graphs for tensor in leaf_tensors(function)]
    if "_fetches" in attrs:
        attrs["_fetches"] = [attrs["f"].get_tensor_by_name(tensor) for tensor in attrs["_fetches"]]
        attrs["_callee"] = world.callee_of(attrs["f"])
    name = name if graph.operation_named(name) is None else graph.names.unique_path(name)
    tensors = tuple(graph.capture_or_own(t) if isinstance(graph, FuncGraph) else t for t in inputs)
    operation = Operation(graph, name, definition, tensors, attrs, infer(definition, tensors, attrs, name))
    graph.names.mark(name)
    graph.add(operation)
    operation.control_inputs.extend(controls)
    operation.device = node.device or operation.device
    return operation


def _in_order(nodes: Sequence[NodeDef]) -> list[NodeDef]:
    """Return the nodes so that each comes after its inputs; data written by hand may have another order."""
    by_name = {node.name: node for node in nodes}
    done: dict[str, None] = {}
    for root in nodes:
        stack = [root.name]
        while stack:
            name = stack[-1]
            waits = [] if name in done else [n for n in map(node_name, by_name[name].input) if n in by_name]
            missing = [n for n in waits if n not in done and n not in stack]
            if missing:
                stack += missing
            else:
                done[stack.pop()] = None
    return [by_name[name] for name in done]


def node_name(name: str) -> str:
    """Return the name of the node that an input of a node names."""
    return name.removeprefix("^").partition(":")[0]


def _tensor(name: str, made: Mapping[str, Operation], replaced: Mapping[str, Any], node: NodeDef) -> Any:
    full = name if ":" in name else f"{name}:0"
    if full in replaced:
        return replaced[full]
    op_name, _, number = full.partition(":")
    if op_name not in made or int(number) >= len(made[op_name].outputs):
        raise ValueError(f"Node '{node.name}': Unknown input node '{name}'")
    return made[op_name].outputs[int(number)]


def _control(name: str, made: Mapping[str, Operation], replaced: Mapping[str, Any], node: NodeDef) -> Operation:
    if name in replaced:
        return replaced[name]  # type: ignore[no-any-return]
    if name[1:] not in made:
        raise ValueError(f"Node '{node.name}': Unknown input node '{name}'")
    return made[name[1:]]


def function_graph(world: Any, function: FunctionDef, outer: Graph | None = None) -> FuncGraph:
    """Return a FuncGraph rebuilt from data. Its captures are parameters that the caller has to bind to values."""
    graph = FuncGraph(world, function.name, outer)
    effects_of_world = graph.effects
    made = add_nodes(world, graph, function.node, "")
    graph.effects = [made[name] for name in function.effects]
    effects_of_world.clear()

    def tensor(name: str) -> Tensor:
        op_name, _, number = name.partition(":")
        return made[op_name].outputs[int(number)]

    graph.parameters = [tensor(name) for name in function.parameters]
    graph.captures = {-1 - i: (None, tensor(name)) for i, name in enumerate(function.captures)}
    graph.outputs = [tensor(name) for name in function.outputs]
    return graph
