"""Graphs and meta graphs of earlier versions of this package as TensorFlow's messages.

node        [name, op, inputs, device, attributes]       as JSON, arrays beside it
function    {name, parameters, captures, outputs, effects, nodes}, in the attribute that calls it
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lifetimes.errors import UnimplementedError
from lifetimes.graph.data import archive
from lifetimes.graph.data.attributes import attr_value
from lifetimes.graph.data.graph_def import versions
from lifetimes.graph.data.protos import AttrValue, FunctionDef, GraphDef, MetaGraphDef, NodeDef, SavedModel, VariableDef
from lifetimes.graph.data.whole_files import EARLIER
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import Array


def read(kind: Any, data: bytes) -> Any:
    """Return a graph, a meta graph or a saved model from the bytes of its earlier form."""
    content, arrays = archive.unpack(data)
    if kind is SavedModel and "signatures" in (content or ()):
        words = "This is a model of objects of an earlier version; tf.saved_model.load of lifetimes.tf2 reads it."
        raise UnimplementedError(None, None, words)
    archive.warn("A graph", "Import it and write it again to convert it.")
    if kind is SavedModel:
        return SavedModel(meta_graphs=[_meta_graph(*archive.unpack(blob.tobytes())) for blob in arrays.values()])
    return _meta_graph(content, arrays) if kind is MetaGraphDef else graph_def(content, arrays)


def _meta_graph(content: dict[str, Any], arrays: Mapping[str, Array]) -> Any:
    made = MetaGraphDef(graph_def=graph_def(content.pop("nodes"), arrays))
    made.MergeFrom(MetaGraphDef(**_fields(MetaGraphDef, content)))
    for collection in made.collection_def.values():
        for place, data in enumerate(collection.bytes_list.value):
            if data.startswith(EARLIER):  # the definition of a variable
                names, _ = archive.unpack(data)
                collection.bytes_list.value[place] = VariableDef(**names).SerializeToString()
    return made


def _fields(kind: Any, data: dict[str, Any]) -> dict[str, Any]:
    """Return JSON-like data with bytes where a field of the message has them."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        field = kind.by_name[name]
        if isinstance(value, list):
            found[name] = [_one(field, item) for item in value]
        elif field.entry is not None:
            found[name] = {key: _one(field, item) for key, item in value.items()}
        else:
            found[name] = _one(field, value)
    return found


def _one(field: Any, value: Any) -> Any:
    if field.message is not None:
        return _fields(field.message, value)
    return value.encode("latin-1") if field.scalar.empty == b"" else value


def graph_def(nodes: Any, arrays: Mapping[str, Array]) -> Any:
    """Return the graph of some nodes; the functions that they call go into its library."""
    made = GraphDef(versions=versions())
    made.node.extend([_node(made.library, item, arrays) for item in nodes])
    return made


def _node(library: Any, item: Any, arrays: Mapping[str, Array]) -> Any:
    name, op, inputs, device, attrs = item
    made = {key: _attribute(library, key, value, arrays) for key, value in attrs.items()}
    return NodeDef(name=name, op=op, input=inputs, device=device, attr=made)


def _attribute(library: Any, key: str, value: Any, arrays: Mapping[str, Array]) -> Any:
    if isinstance(value, dict) and "graph" in value:
        name = value["graph"]["name"]
        while any(known.signature.name == name for known in library.function):
            name += "_"
        library.function.append(_function(library, name, value["graph"], arrays))
        return AttrValue(func={"name": name})
    return attr_value(key, _value(value, arrays))


def _value(value: Any, arrays: Mapping[str, Array]) -> Any:
    if isinstance(value, list):
        return [_value(item, arrays) for item in value]
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    if kind == "tuple":
        return tuple(_value(item, arrays) for item in content)
    read: dict[str, Any] = {"array": arrays.get, "dtype": dtypes.as_dtype, "bytes": lambda text: text.encode("latin-1")}
    return read[kind](content)


def _function(library: Any, name: str, content: Any, arrays: Mapping[str, Array]) -> Any:
    """Return a function; the placeholders that were its parameters become its arguments."""
    made = FunctionDef(signature={"name": name})
    arguments = [*content["parameters"], *content["captures"]]
    nodes = {item[0]: item for item in content["nodes"]}
    for number, tensor in enumerate(arguments):
        node = nodes.pop(tensor.partition(":")[0])
        made.signature.input_arg.add(name=node[0], type=_value(node[4]["dtype"], arrays))
        shape = _value(node[4]["shape"], arrays)
        made.arg_attr[number].attr["_output_shapes"].CopyFrom(attr_value("_output_shapes", [shape]))
    made.attr["_captures"].i = len(content["captures"])
    made.node_def.extend([_node(library, item, arrays) for item in nodes.values()])
    for number, output in enumerate(content["outputs"]):
        made.signature.output_arg.add(name=f"output_{number}")
        made.ret[f"output_{number}"] = output
    for effect in content["effects"]:
        made.signature.control_output.append(effect)
        made.control_ret[effect] = effect
    return made
