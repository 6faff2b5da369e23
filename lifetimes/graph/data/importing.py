"""Data becomes a graph again: nodes are added to a graph under a prefix, functions are rebuilt as FuncGraphs.

No Python code is run or looked up by a name in the data: an op is one of the registered ones, or an error.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np

from lifetimes.errors import UnimplementedError
from lifetimes.graph.building import infer
from lifetimes.graph.control.branches_and_loops import leaf_tensors
from lifetimes.graph.data.attributes import value_of
from lifetimes.graph.data.missing_ops import OUTPUTS, definition_of, is_missing, used_outputs
from lifetimes.graph.data.op_signatures import signature_of
from lifetimes.graph.data.protos import FunctionDef, FunctionDefLibrary, NameAttrList, NodeDef
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.graph.graph import Graph
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops import dtypes
from lifetimes.ops.registry import Op

_HARMLESS: Final = ("use_cudnn_on_gpu", "use_locking", "container", "shared_name")  # nothing here depends on these
_OUR_OWN: Final = ("_fetches", "_function", "_gradient")  # what TensorFlow has under such names is notes to itself
Library = Mapping[str, FunctionDef]


def library_of(functions: Iterable[FunctionDef]) -> Library:
    """Return functions by their names."""
    return {function.signature.name: function for function in functions}


def _running(nodes: Sequence[NodeDef]) -> list[NodeDef]:
    """Return the nodes that are made anew: not those inside a branch or body, but what runs these."""
    found = []
    for node in nodes:
        found += [NodeDef.FromString(value.s) for key, value in node.attr.items() if key.startswith("_runs_")]
        if "_inside" not in node.attr:
            found.append(node)
    return found


def add_nodes(
    world: Any, graph: Graph, nodes: Sequence[NodeDef], prefix: str, replaced: Mapping[str, Any] | None = None,
    library: Library | None = None, elements: Iterable[str] = (),
) -> dict[str, Operation]:  # fmt: skip
    """Add the nodes to the graph as `prefix + name`; return the operations by the names that the data has.

    A name that is taken gets `_1`, `_2` behind it. `replaced` maps tensor names (`name:0`, or `^name` for a control
    input) to what takes their place; `library` has the functions that nodes call; `elements` are asked for afterwards.
    ValueError names a node whose input is not there.
    """
    made: dict[str, Operation] = {}
    nodes = _running(nodes)
    used = used_outputs(nodes, elements)
    for node in _in_order(nodes):
        inputs, controls = [], []
        for name in node.input:
            if name.startswith("^"):
                controls.append(_control(name, made, replaced or {}, node))
            else:
                inputs.append(tensor_named(name, made, replaced or {}, node))
        if is_missing(definition_of(node.op)):
            node = node.copied()
            node.attr[OUTPUTS].i = used.get(node.name, 1)
        made[node.name] = _add(world, graph, node, prefix + node.name, inputs, controls, library or {})
    return made


def _add(
    world: Any, graph: Graph, node: NodeDef, name: str, inputs: list[Tensor], controls: list[Operation],
    library: Library,
) -> Operation:  # fmt: skip
    definition = definition_of(node.op)
    attrs = _attributes(world, graph, node, definition, inputs, library)
    name = name if graph.operation_named(name) is None else graph.names.unique_path(name)
    tensors = tuple(graph.capture_or_own(t) if isinstance(graph, FuncGraph) else t for t in inputs)
    try:
        outputs = infer(definition, tensors, attrs, name)
    except KeyError as error:
        words = f"NodeDef missing attr {error} from Op<name={node.op}>; NodeDef: {{{{node {node.name}}}}}"
        raise ValueError(words) from None
    operation = Operation(graph, name, definition, tensors, attrs, outputs)
    graph.names.mark(name)
    graph.add(operation)
    operation.control_inputs.extend(controls)
    operation.device = node.device or operation.device
    return operation


def _attributes(
    world: Any, graph: Graph, node: NodeDef, definition: Op, inputs: Sequence[Tensor], library: Library
) -> dict[str, Any]:
    """Return what the op's kernel takes; functions as graphs, and with them what is known from these only."""
    attrs = {**definition.attrs, **_given(node, definition)}
    for key, value in attrs.items():
        if isinstance(value, NameAttrList) and not is_missing(definition):
            if value.name not in library:
                raise ValueError(f"Node '{node.name}': function {value.name!r} is not in the library of the graph")
            attrs[key] = function_graph(world, library[value.name], library, graph)
    if node.op == "ReadVariableOp":
        attrs.setdefault("shape", inputs[0].op.attrs.get("shape"))
    if "leaves" in attrs:
        graphs = [value for key, value in attrs.items() if isinstance(value, FuncGraph) and key != "test"]
        attrs["leaves"] = [tensor for function in graphs for tensor in leaf_tensors(function)]
    attrs.pop("remember", None)
    if "_fetches" in attrs:
        attrs["_fetches"] = [attrs["f"].get_tensor_by_name(tensor) for tensor in attrs["_fetches"]]
        attrs["_callee"] = world.callee_of(attrs["f"])
    return attrs


def _given(node: NodeDef, definition: Op) -> dict[str, Any]:
    """Return the attributes that the op has here, under the names that they have here.

    UnimplementedError where the node has one that the op does not know here, unless it says what is usual.
    """
    if is_missing(definition):
        return {key: value_of(attr) for key, attr in node.attr.items()}
    rules = _rules(definition)
    found = {rules.ours.get(key, key): value for key, value in rules.usual.items() if rules.accepts(key)}
    for key, attr in node.attr.items():
        if key in rules.hidden or (key[0] == "_" and key not in rules.ours and key not in _OUR_OWN):
            continue
        value = value_of(attr)
        if rules.accepts(key):
            found[rules.ours.get(key, key)] = value
        elif key in rules.usual and value != rules.usual[key] and key not in _HARMLESS:
            words = f"Node {node.name!r} (op: {node.op!r}) has {key}={value!r}, which is not known here"
            raise UnimplementedError(None, None, words)
    return found


class _Rules(NamedTuple):
    """How the attributes of TensorFlow's nodes become those of an op: names, defaults, and what is left out."""

    hidden: frozenset[str]
    ours: dict[str, str]
    usual: dict[str, Any]
    accepted: frozenset[str] | None

    def accepts(self, key: str) -> bool:
        return self.accepted is None or self.ours.get(key, key) in self.accepted


@cache
def _rules(definition: Op) -> _Rules:
    hidden = {declared.attr for declared in definition.inputs} | {"T", "Tidx", *definition.shown}
    signature = signature_of(definition.name)
    if signature is None:
        return _Rules(frozenset(hidden), {}, {}, None)
    hidden |= signature.known() - definition.attrs.keys()
    usual = {key: value for key, value in signature.defaults().items() if key not in hidden}
    ours = {theirs: name for name, theirs in signature.renamed.items()}
    return _Rules(frozenset(hidden), ours, usual, None if definition.stateful else _parameters(definition.kernel))


def _parameters(kernel: Any) -> frozenset[str] | None:
    """Return the names that a kernel takes, None where it takes any."""
    try:
        parameters = {} if isinstance(kernel, np.ufunc) else inspect.signature(kernel).parameters
    except ValueError:
        parameters = {}
    any_name = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    return None if any_name else frozenset(parameters)


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


def tensor_named(name: str, made: Mapping[str, Operation], replaced: Mapping[str, Any], node: Any) -> Any:
    """Return what an input names: `name`, `name:1`, or `name:output:1` as inside a function."""
    op_name, *argument, number = name.split(":") if ":" in name else (name, "0")
    if f"{op_name}:{number}" in replaced:
        return replaced[f"{op_name}:{number}"]
    index = int(number) if op_name in made else 0
    signature = signature_of(made[op_name].type) if op_name in made and argument else None
    if signature is not None:
        index = signature.output_index(argument[0], index)
    if op_name not in made or index >= len(made[op_name].outputs):
        raise ValueError(f"Node '{node.name}': Unknown input node '{name}'")
    return made[op_name].outputs[index]


def _control(name: str, made: Mapping[str, Operation], replaced: Mapping[str, Any], node: NodeDef) -> Operation:
    if name in replaced:
        return replaced[name]  # type: ignore[no-any-return]
    if name[1:] not in made:
        raise ValueError(f"Node '{node.name}': Unknown input node '{name}'")
    return made[name[1:]]


def last_function(world: Any, library: FunctionDefLibrary) -> FuncGraph:
    """Return the last function of a library as a graph."""
    return function_graph(world, library.function[-1], library_of(library.function))


def function_graph(world: Any, function: FunctionDef, library: Library, outer: Graph | None = None) -> FuncGraph:
    """Return a FuncGraph rebuilt from data. Its captures are parameters that the caller has to bind to values."""
    graph = FuncGraph(world, function.signature.name, outer)
    for number, argument in enumerate(function.signature.input_arg):
        (shape,) = value_of(function.arg_attr[number].attr["_output_shapes"]) or (None,)
        graph.parameter(argument.name, dtypes.as_dtype(argument.type), shape)
    outsides = {tensor.name: tensor for tensor in graph.parameters}
    outsides_and_controls = outsides | {f"^{tensor.op.name}": tensor.op for tensor in graph.parameters}
    effects_of_world = graph.effects
    made = add_nodes(world, graph, function.node_def, "", outsides_and_controls, library)
    graph.effects = [made[function.control_ret[name]] for name in function.signature.control_output]
    effects_of_world.clear()
    captured = function.attr["_captures"].i
    first = len(graph.parameters) - captured
    graph.captures = {-1 - i: (None, inside) for i, inside in enumerate(graph.parameters[first:])}
    del graph.parameters[first:]
    outputs = [function.ret[output.name] for output in function.signature.output_arg]
    graph.outputs = [tensor_named(name, made, outsides, function.signature) for name in outputs]
    return graph
