"""SavedModels of the old world in the new one: each signature a function, the variables held by what is loaded.

A variable of the old form is a reference in its graph. Here it is a resource: what read the reference reads that, and
what wrote to it writes there and reads it again. Source: `tensorflow/python/saved_model/load_v1_in_v2.py`.
"""

import os
from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from lifetimes.graph.data.attributes import shape_of
from lifetimes.graph.data.graph_util import needed_by
from lifetimes.graph.data.importing import MAIN_OPS, Import, Library, asset_files
from lifetimes.graph.data.lookup_tables import TABLES, empty_table
from lifetimes.graph.data.old_control_flow import node_name
from lifetimes.graph.data.protos import GraphDef, MetaGraphDef, NodeDef, SignatureDef, TensorInfo, VariableDef
from lifetimes.graph.data.tensor_bundle import Bundle
from lifetimes.graph.function_graph import FuncGraph
from lifetimes.ops import dtypes
from lifetimes.tf2.concrete_function import ConcreteFunction
from lifetimes.tf2.library.saved_model.loading import SignatureFunction, Signatures, UserObject
from lifetimes.tf2.tensor import EagerTensor
from lifetimes.tf2.tensor_spec import TensorSpec
from lifetimes.tf2.tracing import Trace
from lifetimes.tf2.variable import Variable
from lifetimes.tf2.world import WORLD

_REFERENCES: Final = ("Variable", "VariableV2")
_WRITES: Final = {"Assign": "AssignVariableOp", "AssignAdd": "AssignAddVariableOp", "AssignSub": "AssignSubVariableOp"}


def load(definition: MetaGraphDef, bundle: Bundle | None, folder: Any) -> UserObject:
    """Return an object with the signatures of a meta graph, and its variables in a list. Its tables are filled here."""
    graph, made = definition.graph_def, UserObject()
    collection = "trainable_variables"  # it has the definitions of variables as bytes
    held = definition.collection_def[collection].bytes_list.value if collection in definition.collection_def else ()
    trained = {node_name(VariableDef.FromString(data).variable_name) for data in held}
    places = [node for node in graph.node if node.op in (*_REFERENCES, "VarHandleOp")]
    variables: dict[str, Variable] = {}
    for name in [node.name for node in places if bundle is not None and node.name in bundle]:
        variables[name] = Variable(bundle.read(name), trainable=name in trained, name=name)  # type: ignore[union-attr]
    made.variables = list(variables.values())
    nodes = {node.name: node for node in _resources(graph, {node.name: node for node in places})}
    library = Library(graph.library.function)
    tables = {node.name: empty_table(node) for node in graph.node if node.op in TABLES}
    made._tables = list(tables.values())
    functions = {key: _function(key, one, nodes, library, variables, tables)
                 for key, one in definition.signature_def.items()}  # fmt: skip
    files = {node_name(name): EagerTensor(np.array(os.fsencode(path), np.object_))
             for name, path in asset_files(definition, folder).items()}  # fmt: skip
    for key in MAIN_OPS:
        if tables and key in definition.collection_def:
            first, *_ = definition.collection_def[key].node_list.value
            start = SignatureDef(outputs={"start": TensorInfo(name=first)})
            _function(key, start, nodes, library, variables, tables | files)._call_flat([])
    made.signatures = Signatures({key: SignatureFunction(one) for key, one in functions.items()})
    return made


def _resources(graph: GraphDef, places: Mapping[str, NodeDef]) -> Iterator[NodeDef]:
    """Yield the nodes of a graph with resources in place of references."""
    for node in graph.node:
        held = node.input[0] if node.input and node.input[0] in places else ""
        if places.get(held, node).op not in _REFERENCES or not held:
            yield node
            continue
        dtype, controls = places[held].attr["dtype"], [name for name in node.input if name[0] == "^"]
        if node.op in _WRITES:
            write = NodeDef(name=f"{node.name}/write", op=_WRITES[node.op], input=node.input, attr={"dtype": dtype})
            yield write
            controls = [f"^{write.name}"]
        read = NodeDef(name=node.name, op="ReadVariableOp", input=[held, *controls], attr={"dtype": dtype})
        if node.op in (*_WRITES, "Identity"):
            yield read
        else:
            read.name = f"{node.name}/read"
            yield read
            other = node.copied()
            other.input[0] = read.name
            yield other


def _function(
    key: str, signature: SignatureDef, nodes: Mapping[str, NodeDef], library: Library, variables: Mapping[str, Any],
    others: Mapping[str, Any],
) -> ConcreteFunction:  # fmt: skip
    """Return one signature as a function; it knows its variables weakly. `others` are what else nodes stand for."""
    graph = FuncGraph(WORLD, f"signature_wrapper_{key}")
    replaced: dict[str, Any] = {}
    for name, info in sorted(signature.inputs.items()):
        replaced[info.name] = graph.parameter(name, dtypes.as_dtype(info.dtype), shape_of(info.tensor_shape))
    wanted = [node_name(info.name) for info in signature.outputs.values()]
    found = needed_by(nodes, wanted, set(map(node_name, replaced)))
    needed = [name for name in nodes if name in found]
    for name in needed:
        if name in variables:
            replaced[f"{name}:0"] = graph.capture(variables[name]._handle)
            graph.note_variable(variables[name])
        elif name in others:
            replaced[f"{name}:0"] = graph.capture(others[name])
    replaced |= {f"^{node_name(name)}": tensor.op for name, tensor in replaced.items()}
    inside = [nodes[name] for name in needed if f"^{name}" not in replaced]
    added = Import(WORLD, graph, "", replaced, library).add(inside)
    outputs = {name: info.name for name, info in sorted(signature.outputs.items()) if ":" in info.name}
    graph.outputs = [_value(graph, added.tensor(one, signature)) for one in outputs.values()]
    specs = {one.op.name: TensorSpec(one.static_shape, one.dtype, one.op.name) for one in graph.parameters}
    trace = Trace(graph, specs, ["KEYWORD_ONLY"] * len(specs))
    trace.specs, trace.structure = specs, dict(zip(outputs, graph.outputs, strict=True))
    return ConcreteFunction(trace)


def _value(graph: FuncGraph, tensor: Any) -> Any:
    """Return a tensor; the value of now where it is a variable."""
    if tensor.dtype != dtypes.resource:
        return tensor
    storage = next(outside for outside, inside in graph.captured.values() if inside is tensor)
    attrs = {"dtype": storage.value_dtype, "shape": storage.value_shape}
    return WORLD.node("ReadVariableOp", [tensor], attrs, None, graph).outputs[0]
