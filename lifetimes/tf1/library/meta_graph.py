"""A meta graph: a graph with its collections and its Saver, as data, and back. What the program forgot is all in it.

Variables go into it as the names of their operations, tensors and operations as their names, plain values as
they are; other Python objects in a collection are dropped, with a warning. Where it becomes part of a graph, variables
are objects again. Source: `tensorflow/python/framework/meta_graph.py`.
"""

import os
from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any, Final

from lifetimes.errors import DataLossError
from lifetimes.graph.data.attributes import value_of
from lifetimes.graph.data.field import Map
from lifetimes.graph.data.graph_util import import_graph_def, without_prefix
from lifetimes.graph.data.importing import file_form, running_form
from lifetimes.graph.data.op_signatures import signature_of
from lifetimes.graph.data.protos import CollectionDef, MetaGraphDef, SaverDef, VariableDef
from lifetimes.graph.data.whole_files import decoding, read_message, write_message
from lifetimes.ops import public
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library import log_messages as messages
from lifetimes.tf1.library.definitions import under_scope, without_scope
from lifetimes.tf1.saver import Saver
from lifetimes.tf1.variable import RefVariable, Variable

_VARIABLES = (
    GraphKeys.GLOBAL_VARIABLES, GraphKeys.LOCAL_VARIABLES, GraphKeys.MODEL_VARIABLES, GraphKeys.TRAINABLE_VARIABLES,
    GraphKeys.MOVING_AVERAGE_VARIABLES, GraphKeys.METRIC_VARIABLES, GraphKeys.GLOBAL_STEP,
)  # fmt: skip


_UNBOUND: Final = "unbound_inputs"  # a collection of what the nodes of a scope read from outside


@public(v1=("train.export_meta_graph",))
def export_meta_graph(
    world: Any, filename: str | os.PathLike[str] | None = None, meta_info_def: Any = None, graph_def: Any = None,
    saver_def: Any = None, collection_list: Iterable[str] | None = None, as_text: bool = False, graph: Any = None,
    export_scope: str | None = None, clear_devices: bool = False, clear_extraneous_savers: bool = False,
    strip_default_attrs: bool = False, save_debug_info: bool = False, **unused: Any,
) -> MetaGraphDef:  # fmt: skip
    """Return the default graph, or the part of it under a scope, with its collections as data; write it to a file."""
    if meta_info_def is not None and not isinstance(meta_info_def, MetaGraphDef.MetaInfoDef):
        raise TypeError(f"meta_info_def must be of type MetaInfoDef. Received type: {type(meta_info_def)}.")
    graph = world.current_graph() if graph is None else graph
    if graph_def is not None:
        definition = (graph_def if filename is None else running_form(graph_def)).copied()  # what is given stays so
    else:
        definition = graph.as_graph_def() if filename is None else file_form(graph)
    if export_scope:
        definition, unbound = without_prefix(definition, export_scope)
        graph.clear_collection(_UNBOUND)
        for name in unbound:
            graph.add_to_collection(_UNBOUND, name)
    made = MetaGraphDef(meta_info_def=meta_info_def and meta_info_def.copied(), graph_def=definition)
    made.meta_info_def.tensorflow_version = "2.21.0"
    if saver_def is not None:
        saver_def = without_scope(saver_def, export_scope) if export_scope else saver_def
        made.saver_def = saver_def if saver_def is not None else SaverDef()
    if clear_devices:
        for node in definition.node:
            node.device = ""
    keys = graph.get_all_collection_keys() if collection_list is None else collection_list
    for key in keys:
        add_collection(made.collection_def, key, graph.get_collection(key), export_scope)
    if strip_default_attrs:
        made.meta_info_def.stripped_default_attrs = True
        for node in made.graph_def.node:  # what an older TensorFlow, without an attribute, takes for granted
            signature = signature_of(node.op)
            for name, default in (signature.defaults if signature else {}).items():
                if name in node.attr and value_of(node.attr[name]) == default:
                    del node.attr[name]
    if filename is not None:
        os.makedirs(os.path.dirname(filename) or ".", exist_ok=True)
        write_message(filename, made, as_text)
    return made


def add_collection(into: Map, key: str, items: list[Any], scope: str | None) -> None:
    """Add a collection to a meta graph, without what lies outside of the scope; warn of one that cannot be data."""
    if not items or key.startswith("__") or key in (GraphKeys.COND_CONTEXT, GraphKeys.WHILE_CONTEXT):
        return
    try:
        kind, values = _collection(key, items, f"{scope}/" if scope else "")
    except (TypeError, AttributeError, ValueError) as error:
        messages.warning(
            "Issue encountered when serializing %s.\nType is unsupported, or the types of the items don't match field "
            "type in CollectionDef. Note this is a warning and probably safe to ignore.\n%s", key, error,
        )  # fmt: skip
        return
    if values:
        getattr(into[key], kind).value.extend(values)


def _collection(key: str, items: list[Any], prefix: str) -> tuple[str, list[Any]]:
    first = items[0]
    if (isinstance(first, Variable) and key in _VARIABLES) or key == GraphKeys.SAVERS:
        protos = (variable.to_proto(prefix.rstrip("/") or None) for variable in items)
        return "bytes_list", [proto.SerializeToString() for proto in protos if proto is not None]
    if isinstance(first, (bytes, str)):
        return "bytes_list", [item.encode() if isinstance(item, str) else bytes(item) for item in items]
    if isinstance(first, float):
        return "float_list", [float(item) for item in items]
    if isinstance(first, int):
        return "int64_list", [item.__index__() for item in items]
    return "node_list", [item.name.removeprefix(prefix) for item in items if item.name.startswith(prefix)]


@public(v1=("train.import_meta_graph",))
def import_meta_graph(
    world: Any, meta_graph_or_file: Any, clear_devices: bool = False, import_scope: str | None = None, **options: Any
) -> Any:
    """Add a meta graph to the default graph and return its Saver, None where it has none and there are no variables.

    The code that made the graph is not needed: variables come back as objects, by their names.
    """
    saver, _ = import_with_elements(world, meta_graph_or_file, clear_devices, import_scope, **options)
    return saver


def import_with_elements(
    world: Any, meta_graph_or_file: Any, clear_devices: bool = False, import_scope: str | None = None,
    return_elements: Any = None, **options: Any,
) -> tuple[Any, Any]:  # fmt: skip
    """Return the Saver and the elements asked for."""
    definition = meta_graph_or_file
    if not isinstance(definition, MetaGraphDef):
        path, definition = definition, _read_file(definition)
        with decoding(path) if not (return_elements or options.get("input_map")) else nullcontext():
            return import_with_elements(world, definition, clear_devices, import_scope, return_elements, **options)
    given, held = options.get("input_map") or {}, definition.collection_def
    unbound = [name.decode() for name in held[_UNBOUND].bytes_list.value] if _UNBOUND in held else []
    if unbound and sorted(unbound) != sorted(given):
        raise ValueError(f"Graph contains unbound inputs: {','.join(unbound)}. Must provide these inputs through "
                         "input_map.")  # fmt: skip
    graph_def = definition.graph_def.copied() if clear_devices else definition.graph_def
    for node in graph_def.node if clear_devices else ():
        node.device = ""
    scope = import_scope or ""
    if scope:
        with world.name_scope(scope) as full:
            scope = full.rstrip("/")
    prefix = f"{scope}/" if scope else ""
    elements = import_graph_def(world, graph_def, options.get("input_map"), return_elements, prefix)
    found: dict[bytes, Variable] = {}
    for key, collection in held.items():
        if key != _UNBOUND:
            _fill(world, key, collection, scope, found)
    return _saver(world, definition, scope), elements


def _read_file(path: Any) -> MetaGraphDef:
    """Return the meta graph in a file. OSError where there is none or it is not one."""
    if not os.path.exists(path):
        raise OSError(f"File does not exist. Received: {os.fspath(path)}.")
    try:
        return read_message(MetaGraphDef, path)
    except DataLossError as error:
        raise OSError(f"Cannot parse file {os.fspath(path)}: {error}") from error


def _fill(world: Any, key: str, collection: CollectionDef, scope: str, found: dict[bytes, Variable]) -> None:
    """Add what a collection tells to the collection of the default graph; a variable in two of them is one object."""
    kind = collection.WhichOneof("kind")
    for value in getattr(collection, kind).value if kind else ():
        item = value
        if kind == "node_list":
            item = world.current_graph().as_graph_element(f"{scope}/{value}" if scope else value)
        elif kind == "bytes_list" and key in _VARIABLES:
            item = _variable(world, value, scope, found)
        elif kind == "bytes_list" and key == GraphKeys.SAVERS:
            item = Saver(world, saver_def=under_scope(SaverDef.FromString(value), scope or None))
        elif kind == "bytes_list" and scope:
            item = f"{scope}/{value.decode()}"
        world.current_graph().add_to_collection(key, item)


def _variable(world: Any, data: bytes, scope: str, found: dict[bytes, Variable]) -> Variable:
    if data not in found:
        definition = VariableDef.FromString(data)
        kind = world.variable_class(True) if definition.is_resource else RefVariable
        found[data] = kind(world, variable_def=definition, import_scope=scope or None)
    return found[data]


def _saver(world: Any, definition: MetaGraphDef, scope: str) -> Any:
    if definition.HasField("saver_def"):
        return Saver(world, saver_def=under_scope(definition.saver_def, scope or None))
    pattern = f"{scope}/" if scope else None
    variables = world.current_graph().get_collection(GraphKeys.GLOBAL_VARIABLES, pattern)
    # In a function they are lifted out of the graph, and a Saver of these is made outside, for no session.
    return Saver(world, variables) if variables and not world.current_graph().building_function else None
