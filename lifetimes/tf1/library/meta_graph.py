"""A meta graph: a graph with its collections and its Saver, as data. What the program forgot is all in it.

Variables go into it as the names of their operations, tensors and operations as their names, plain values as
they are; other Python objects in a collection are dropped, with a warning. Source:
`tensorflow/python/framework/meta_graph.py`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, ClassVar

from lifetimes.graph.data import archive
from lifetimes.graph.data.graph_def import GraphDef, encode_node
from lifetimes.graph.data.graph_util import without_prefix
from lifetimes.graph.data.text_messages import Enum, Map, Message, TensorShapeProto, TypeEnum, block
from lifetimes.graph.tensor import Operation, Tensor
from lifetimes.ops.registry import public, publish
from lifetimes.tf1.library import log_messages as messages
from lifetimes.tf1.saved_names import without_scope
from lifetimes.tf1.variable import Variable


class CheckpointFormatVersion(Enum):
    """The form of a checkpoint: there is one."""

    names: ClassVar = {0: "LEGACY", 1: "V1", 2: "V2"}


class SaverDef(Message):
    """The names of the operations of a Saver, and how many files it keeps."""

    schema: ClassVar = {
        "filename_tensor_name": str, "save_tensor_name": str, "restore_op_name": str, "max_to_keep": int,
        "sharded": bool, "keep_checkpoint_every_n_hours": float, "version": CheckpointFormatVersion,
    }  # fmt: skip
    LEGACY, V1, V2 = 0, 1, 2


class TensorInfo(Message):
    """Name, dtype and shape of a tensor that a signature speaks of."""

    schema: ClassVar = {"name": str, "dtype": TypeEnum, "tensor_shape": TensorShapeProto}


class SignatureDef(Message):
    """What a saved model takes and gives under names of its own."""

    schema: ClassVar = {"inputs": {str: TensorInfo}, "outputs": {str: TensorInfo}, "method_name": str}


class MetaInfoDef(Message):
    """What is known about a meta graph."""

    schema: ClassVar = {"meta_graph_version": str, "tags": [str], "tensorflow_version": str}


def _values(name: str, kind: type) -> type[Message]:
    return type(
        name, (Message,), {"schema": {"value": [kind]}, "__module__": __name__, "__doc__": "A list in a collection."}
    )


class CollectionDef(Message):
    """One collection: a list of one kind of things."""

    oneof: ClassVar = ("node_list", "bytes_list", "int64_list", "float_list")
    schema: ClassVar = {
        "node_list": _values("NodeList", str), "bytes_list": _values("BytesList", bytes),
        "int64_list": _values("Int64List", int), "float_list": _values("FloatList", float),
    }  # fmt: skip


class MetaGraphDef(Message):
    """A graph, its collections, its Saver and its signatures."""

    schema: ClassVar = {
        "meta_info_def": MetaInfoDef, "saver_def": SaverDef, "collection_def": {str: CollectionDef},
        "signature_def": {str: SignatureDef},
    }  # fmt: skip
    MetaInfoDef = MetaInfoDef

    def __init__(self, graph_def: GraphDef | None = None, **fields: Any) -> None:
        vars(self)["graph_def"] = GraphDef() if graph_def is None else graph_def
        super().__init__(**fields)

    def MergeFrom(self, other: MetaGraphDef) -> None:
        self.graph_def.MergeFrom(other.graph_def)
        super().MergeFrom(other)

    def Clear(self) -> None:
        self.graph_def.Clear()
        super().Clear()

    def SerializeToString(self) -> bytes:
        arrays: dict[str, Any] = {}
        nodes = [encode_node(node, arrays) for node in self.graph_def.node]
        return archive.pack({"nodes": nodes, **self.as_data()}, arrays)

    def ParseFromString(self, data: bytes) -> int:
        self.CopyFrom(read(data, "the given bytes"))
        return len(data)

    def lines(self) -> Any:
        yield from block("graph_def", self.graph_def.lines())
        yield from super().lines()


def read(data: bytes, file: str) -> MetaGraphDef:
    """Return the meta graph in some bytes. DataLossError names the file where they are damaged."""
    content, arrays = archive.unpack(data, file)
    graph_def = GraphDef.of(content.pop("nodes"), arrays)
    made = MetaGraphDef._of(content)
    vars(made)["graph_def"] = graph_def
    return made


publish(SaverDef, v1=("train.SaverDef",))
publish(MetaGraphDef, v1=("MetaGraphDef",))
publish(CollectionDef, v1=("CollectionDef",))
publish(TensorInfo, v1=("TensorInfo",))
publish(SignatureDef, v1=("SignatureDef",))


# --- export ----------------------------------------------------------------------------------------------


@public(v1=("train.export_meta_graph",))
def export_meta_graph(
    world: Any,
    filename: str | os.PathLike[str] | None = None,
    meta_info_def: Any = None,
    graph_def: Any = None,
    saver_def: Any = None,
    collection_list: Iterable[str] | None = None,
    as_text: bool = False,
    graph: Any = None,
    export_scope: str | None = None,
    clear_devices: bool = False,
    clear_extraneous_savers: bool = False,
    strip_default_attrs: bool = False,
    save_debug_info: bool = False,
    **unused: Any,
) -> MetaGraphDef:
    """Return the default graph, or the part of it under a scope, with its collections as data; write it to a file."""
    if meta_info_def is not None and not isinstance(meta_info_def, MetaInfoDef):
        raise TypeError(f"meta_info_def must be of type MetaInfoDef. Received type: {type(meta_info_def)}.")
    graph = world.current_graph() if graph is None else graph
    definition = graph.as_graph_def() if graph_def is None else graph_def
    if export_scope:
        definition = without_prefix(definition, export_scope)
    made = MetaGraphDef(definition)
    made.meta_info_def.MergeFrom(meta_info_def or MetaInfoDef())
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
    if filename is not None:
        archive.write_file(filename, str(made).encode() if as_text else made.SerializeToString())
    return made


def add_collection(into: Map, key: str, items: list[Any], scope: str | None) -> None:
    """Add a collection to a meta graph, without what lies outside of the scope; warn of one that cannot be data."""
    if not items or key.startswith("__"):
        return
    try:
        kind, values = _collection(items, f"{scope}/" if scope else "")
    except (TypeError, AttributeError, ValueError) as error:
        messages.warning(
            "Issue encountered when serializing %s.\nType is unsupported, or the types of the items don't match field "
            "type in CollectionDef. Note this is a warning and probably safe to ignore.\n%s", key, error,
        )  # fmt: skip
        return
    if values:
        getattr(into[key], kind).value.extend(values)


def _collection(items: list[Any], prefix: str) -> tuple[str, list[Any]]:
    first = items[0]
    if isinstance(first, Variable):
        protos = (variable.to_proto(prefix.rstrip("/") or None) for variable in items)
        return "bytes_list", [proto.SerializeToString() for proto in protos if proto is not None]
    if isinstance(first, (bytes, str)):
        return "bytes_list", [item.encode() if isinstance(item, str) else bytes(item) for item in items]
    if isinstance(first, float):
        return "float_list", [float(item) for item in items]
    if isinstance(first, int):
        return "int64_list", [item.__index__() for item in items]
    for item in items:
        if not isinstance(item, (Tensor, Operation)):
            raise AttributeError(f"{type(item).__name__!r} object has no attribute 'name'")
    return "node_list", [item.name.removeprefix(prefix) for item in items if item.name.startswith(prefix)]
