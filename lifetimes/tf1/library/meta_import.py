"""A meta graph becomes part of a graph: operations, variables as objects, collections, and a Saver for them."""

from __future__ import annotations

import os
from contextlib import nullcontext
from typing import Any

from lifetimes.errors import DataLossError
from lifetimes.graph.data.graph_util import import_graph_def
from lifetimes.graph.data.protos import CollectionDef, MetaGraphDef, SaverDef, VariableDef
from lifetimes.graph.data.whole_files import decoding, read_message
from lifetimes.ops.registry import public
from lifetimes.tf1.graph_collections import GraphKeys
from lifetimes.tf1.library.definitions import under_scope
from lifetimes.tf1.library.meta_graph import VARIABLE_COLLECTIONS
from lifetimes.tf1.saver import Saver
from lifetimes.tf1.variable import RefVariable, Variable


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
        path, definition = definition, read_meta_graph_file(definition)
        with decoding(path) if not (return_elements or options.get("input_map")) else nullcontext():
            return import_with_elements(
                world, definition, clear_devices, import_scope, return_elements=return_elements, **options
            )
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
    for key, collection in definition.collection_def.items():
        _fill(world, key, collection, scope, found)
    return _saver(world, definition, scope), elements


def read_meta_graph_file(path: Any) -> MetaGraphDef:
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
        elif kind == "bytes_list" and key in VARIABLE_COLLECTIONS:
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
    return Saver(world, variables) if variables else None
