"""Graphs as data, cut and put together: parts of them, variables frozen into constants, imports into another graph."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from math import prod
from typing import Any

import numpy as np

from lifetimes.graph.data.attributes import array_of, attr_value, tensor_proto
from lifetimes.graph.data.importing import Import, Library, Seen, all_or_nothing
from lifetimes.graph.data.old_control_flow import node_name
from lifetimes.graph.data.protos import GraphDef, NodeDef, TensorProto
from lifetimes.graph.names import is_operation_name
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops import dtypes, public
from lifetimes.ops.debugging.refusals import no_tensor
from lifetimes.ops.values import CannotConvert, to_array


def _graph_of(graph_def: GraphDef, nodes: Iterable[NodeDef]) -> GraphDef:
    """Return a graph with copies of these nodes, and with the functions and versions of another."""
    made = GraphDef(versions=graph_def.versions.copied(), library=graph_def.library.copied())
    made.node.extend(nodes)
    return made


@public(v1=("graph_util.extract_sub_graph",))
def extract_sub_graph(world: Any, graph_def: GraphDef, dest_nodes: Iterable[str]) -> GraphDef:
    """Return the nodes that these need, in their order. AssertionError where one is not in the graph."""
    if not isinstance(graph_def, GraphDef):
        raise TypeError(f"graph_def must be a graph_pb2.GraphDef proto, but got type {type(graph_def)}.")
    if isinstance(dest_nodes, str):
        raise TypeError(f"dest_nodes must be an iterable of strings, but got type {type(dest_nodes)}.")
    nodes = {node.name: node for node in graph_def.node}
    wanted = list(dest_nodes)
    for name in wanted:
        assert name in nodes, f"{name} is not in graph"
    needed = needed_by(nodes, wanted)
    return _graph_of(graph_def, [node for node in graph_def.node if node.name in needed])


def needed_by(nodes: Mapping[str, NodeDef], names: Iterable[str], given: Container[str] = ()) -> set[str]:
    """Return the names of the nodes that some of them need, these too, but for those that are given."""
    stack, found = list(names), set[str]()
    while stack:
        name = stack.pop()
        if name in nodes and name not in found and name not in given:
            found.add(name)
            stack += map(node_name, nodes[name].input)
    return found


def without_prefix(graph_def: GraphDef, scope: str) -> tuple[GraphDef, list[str]]:
    """Return the nodes under a scope, without it, and what they read from outside, under names that say so."""
    prefix, unbound = f"{scope.rstrip('/')}/", []
    made = _graph_of(graph_def, [node for node in graph_def.node if node.name.startswith(prefix)])
    for node in made.node:
        node.name = node.name.removeprefix(prefix)
        if "_class" in node.attr:
            told, there = node.attr["_class"].list, f"loc:@{prefix}".encode()
            told.s = [one.replace(there, b"loc:@", 1) for one in told.s if one.startswith(there)]
        for place, name in enumerate(node.input):
            if name.startswith((prefix, f"^{prefix}")):
                node.input[place] = name.replace(prefix, "", 1)
            else:
                node.input[place] = re.sub(r"^(\^?)", r"\1$unbound_inputs_", name)
                unbound.append(node.input[place])
    return made, unbound


@public(v1=("graph_util.remove_training_nodes",))
def remove_training_nodes(world: Any, input_graph: GraphDef, protected_nodes: Iterable[str] | None = None) -> GraphDef:
    """Return the graph without the nodes that only pass a value on: `Identity` and checks of numbers."""
    kept = set(protected_nodes or ())
    gone = {n.name: n.input[0] for n in input_graph.node
            if n.op in ("Identity", "CheckNumerics") and n.name not in kept and len(n.input) == 1}  # fmt: skip

    def source(name: str) -> str:
        while name in gone:
            name = gone[name]
        return name

    made = _graph_of(input_graph, [node for node in input_graph.node if node.name not in gone])
    for node in made.node:
        node.input = [source(name) for name in node.input]
    return made


@public(v1=("graph_util.convert_variables_to_constants",))
def convert_variables_to_constants(
    world: Any, sess: Any, input_graph_def: GraphDef, output_node_names: Iterable[str],
    variable_names_whitelist: Iterable[str] | None = None, variable_names_blacklist: Iterable[str] | None = None,
) -> GraphDef:  # fmt: skip
    """Return what the outputs need, each variable a constant of the value that it has in the session."""
    made: GraphDef = extract_sub_graph(world, input_graph_def, output_node_names)
    allowed = None if variable_names_whitelist is None else set(variable_names_whitelist)
    refused = set(variable_names_blacklist or ())
    places = [n for n in made.node if n.op in ("VariableV2", "VarHandleOp") and n.name not in refused
              and (allowed is None or n.name in allowed)]  # fmt: skip
    readings = {n.name: n for n in made.node if n.op == "ReadVariableOp"}
    values = sess.run([_reading(sess.graph, place) for place in places])
    frozen = {place.name for place in places}
    for place, value in zip(places, values, strict=True):
        place.op, place.input = "Const", []
        place.attr = {"dtype": place.attr["dtype"], "value": attr_value("value", np.asarray(value))}
    for node in readings.values():
        if node.input[0] in frozen:
            node.op, node.attr = "Identity", {"T": node.attr["dtype"]}
    return made


def _reading(graph: Any, place: NodeDef) -> Any:
    if place.op == "VariableV2":
        return f"{place.name}:0"
    handle = graph.get_tensor_by_name(f"{place.name}:0")
    return next(op.outputs[0] for op in handle.consumers() if op.type == "ReadVariableOp")


@public(v1=("graph_util.must_run_on_cpu",))
def must_run_on_cpu(world: Any, node: Any, pin_variables_on_cpu: bool = False) -> bool:
    """Return whether TensorFlow would keep a node off a GPU: variables if asked to, strings and shapes of them."""
    definition = node if isinstance(node, NodeDef) else node.node_def
    if pin_variables_on_cpu and definition.op in ("Variable", "VariableV2"):
        return True
    kinds = dtypes.string.as_datatype_enum, dtypes.int32.as_datatype_enum
    return definition.op == "Const" and definition.attr["dtype"].type in kinds


@public(v1=("graph_util.tensor_shape_from_node_def_name",))
def tensor_shape_from_node_def_name(world: Any, graph: Any, input_name: str) -> Any:
    """Return the static shape of the tensor that an input of a node names."""
    return graph.get_tensor_by_name(input_name if ":" in input_name else f"{input_name}:0").get_shape()


@public("graph_util.import_graph_def", v1=("import_graph_def",))
def import_graph_def(
    world: Any, graph_def: GraphDef, input_map: Mapping[Any, Any] | None = None, return_elements: Any = None,
    name: str | None = None, op_dict: Any = None, producer_op_list: Any = None,
) -> list[Any] | None:  # fmt: skip
    """Add the nodes to the current graph under `name`, or `import`, and return the elements asked for.

    `input_map` says which tensors of the new graph stand in for tensors of the data. ValueError names what is not
    in the data; nothing is added then.
    """
    if not isinstance(graph_def, GraphDef):
        raise TypeError("Argument `graph_def` must be a GraphDef proto.")
    if input_map is not None and not isinstance(input_map, Mapping):
        raise TypeError(f"Argument `input_map` must be a dictionary. Obtained {type(input_map).__name__}")
    wanted = list(return_elements or ())
    given = {key.decode() if isinstance(key, bytes) else key: value for key, value in (input_map or {}).items()}
    if not all(isinstance(item, (str, bytes)) for item in wanted):
        raise TypeError(f"Argument `return_elements` must be a list of strings. Obtained {return_elements}.")
    nodes = {node.name: node for node in graph_def.node}
    if len(nodes) < len(graph_def.node):
        raise ValueError(f"Node '{Counter(node.name for node in graph_def.node).most_common(1)[0][0]}' is not unique")
    for node in graph_def.node:
        if not is_operation_name(node.name):
            raise ValueError(f"Node '{node.name}': Node name contains invalid characters")
        for group in node.attr["_class"].list.s if "_class" in node.attr else ():
            beside = group.removeprefix(b"loc:@").decode(errors="replace")
            if group.startswith(b"loc:@") and beside not in nodes:
                raise ValueError(f"Node '{node.name}' expects to be colocated with unknown node '{beside}'")
    graph = world.current_graph()
    with graph.name_scope("import" if name is None else name) as scope:
        for element in wanted:
            op_name, _, number = str(element).partition(":")
            if op_name not in nodes:
                what = "tensor" if number else "node"
                raise ValueError(f"Requested return {what} {element!r} not found in graph def")
        library = Library(graph_def.library.function)
        with all_or_nothing(graph):
            replaced = {_full(key): _stand_in(world, graph, value) for key, value in given.items()}
            added = Import(world, graph, scope, replaced, library).add(graph_def.node, map(str, wanted))
            found = [_element(added.made, item) for item in wanted]
            unknown = _unread(nodes, given)
            if unknown:
                raise ValueError(f"Attempted to map inputs that were not found in graph_def: [{', '.join(unknown)}]")
    return None if return_elements is None else found


def _stand_in(world: Any, graph: Any, value: Any) -> Tensor | Operation:
    if isinstance(value, (Tensor, Operation)):
        return value
    with graph.name_scope("_inputs"):
        return world.convert(value)  # type: ignore[no-any-return]


def _full(name: str) -> str:
    return name if ":" in name or name.startswith("^") else f"{name}:0"


def _unread(nodes: Mapping[str, NodeDef], input_map: Mapping[str, Any]) -> list[str]:
    inputs = {_full(name) for node in nodes.values() for name in node.input}
    unread = [key for key in map(_full, input_map) if key not in inputs]
    return [key for key in unread if key.removeprefix("^").removesuffix(":0") not in nodes]


def _element(made: Mapping[str, Seen], name: str) -> Tensor | Operation:
    op_name, _, number = str(name).partition(":")
    operation, outputs = made[op_name]
    if not number:
        return operation
    if int(number) >= len(outputs):
        raise ValueError(f"Invalid return output {number} of node '{op_name}', which has {len(outputs)} output(s)")
    return outputs[int(number)]


@public("make_tensor_proto")
def make_tensor_proto(world: Any, values: Any, dtype: Any = None, shape: Any = None, **unused: Any) -> TensorProto:
    """Return a value as data."""
    try:
        array = to_array(values, None if dtype is None else dtypes.as_dtype(dtype))
    except CannotConvert as error:
        raise no_tensor(error) from None
    size = array.size if shape is None else prod(shape)
    if size < array.size:
        raise ValueError(f"Too many elements provided. Takes at most {size}, but got {array.size}.")
    return tensor_proto(array, None if shape is None else tuple(shape))


@public("make_ndarray")
def make_ndarray(world: Any, tensor: TensorProto) -> Any:
    """Return the array that data tells."""
    return array_of(tensor)
