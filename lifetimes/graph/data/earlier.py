"""The files of earlier versions of this package: an index in JSON, arrays without pickles, a checksum of each.

A graph or a model was one piece of bytes, a checkpoint two files: `PREFIX.index` and the one that it names. All of them
are still read, with a warning, and no longer written.

    node        [name, op, inputs, device, attributes]       as JSON, arrays beside it
    function    {name, parameters, captures, outputs, effects, nodes}, in the attribute that calls it

Reading runs no code, whatever the file contains; damage is a DataLossError that names file and entry.
"""

import io
import json
import os
import warnings
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from lifetimes.errors import UnimplementedError
from lifetimes.graph.data import protos
from lifetimes.graph.data.attributes import attr_value, shape_proto
from lifetimes.graph.data.graph_def import versions
from lifetimes.graph.data.tensor_bundle import Bundle, index_path, texts_of
from lifetimes.graph.data.whole_files import EARLIER, damaged
from lifetimes.ops import Array, dtypes


def warn(file: Any, how: str) -> None:
    """Say that a file is of the earlier form, and how to convert it."""
    words = f"{os.fspath(file)} has the form of an earlier version of this package, which is still read. {how}"
    warnings.warn(words, UserWarning, stacklevel=2)


def _decode(blob: bytes, entry: Mapping[str, Any], file: str, key: str) -> Array:
    if len(blob) != entry["size"] or zlib.crc32(blob) != entry["crc32"]:
        raise damaged(file, f"entry {key!r} does not have the checksum that the index has for it")
    shape = tuple(entry["shape"])
    if "lengths" in entry:
        return texts_of(blob, entry["lengths"]).reshape(shape)
    try:
        array: Array = np.load(io.BytesIO(blob), allow_pickle=False)
    except ValueError as error:
        raise damaged(file, f"entry {key!r} is not an array: {error}") from None
    if array.shape != shape or dtypes.of(array).name != entry["dtype"]:
        raise damaged(file, f"entry {key!r} does not have the dtype and shape that the index has for it")
    return array


def _unseal(data: bytes, file: str) -> dict[str, Any]:
    head, _, rest = data[len(EARLIER) :].partition(b"\n")
    text = rest.rstrip(b"\n")
    if not data.startswith(EARLIER) or head != b"%08x" % zlib.crc32(text):
        raise damaged(file, "the index does not have its checksum")
    return json.loads(text)  # type: ignore[no-any-return]


def unpack(data: bytes, file: str = "the given bytes") -> tuple[Any, dict[str, Array]]:
    """Return the JSON-like content and the arrays. DataLossError names the file and the damaged entry."""
    end = data.find(b"\n", len(EARLIER) + 9) + 1
    index, blob = _unseal(data[:end], file), data[end:]
    found = {key: _decode(blob[entry["offset"] : entry["offset"] + entry["size"]], entry, file, key)
             for key, entry in index["entries"].items()}  # fmt: skip
    return index["content"], found


class EarlierBundle(Bundle):
    """A checkpoint of the earlier form, opened for reading: what its index tells of a value becomes an entry of now."""

    def _entries_of(self, index: bytes) -> dict[bytes, bytes]:
        found = _unseal(index, str(index_path(self.prefix)))
        self._known, self._data = found["entries"], Path(self.prefix).with_name(found["data"])
        warn(self.prefix, "Restore it and save it again to convert it.")
        made = {}
        for key, known in self._known.items():
            shape, kind = shape_proto(tuple(known["shape"])), dtypes.as_dtype(known["dtype"])
            entry = protos.BundleEntryProto(dtype=kind, shape=shape, size=known["size"], crc32c=known["crc32"])
            made[key.encode()] = entry.SerializeToString()
        return made

    def _value(self, key: str, entry: Any, dtype: dtypes.DType, check: bool = True) -> Array:
        known = self._known[key]
        for path in (self._data, Path(f"{self.prefix}.data-00000-of-00001")):
            with suppress(FileNotFoundError), open(path, "rb") as file:
                file.seek(known["offset"])
                return _decode(file.read(known["size"]), known, str(path), key)
        raise damaged(self._data, f"the file is gone, and entry {key!r} with it")

    def _verify(self, key: str, entry: Any, dtype: dtypes.DType) -> None:
        self._value(key, entry, dtype)


# --- graphs ----------------------------------------------------------------------------------------------


def read(kind: Any, data: bytes) -> Any:
    """Return a graph, a meta graph or a saved model from the bytes of its earlier form."""
    content, arrays = unpack(data)
    if kind is protos.SavedModel and "signatures" in (content or ()):
        words = "This is a model of objects of an earlier version; tf.saved_model.load of lifetimes.tf2 reads it."
        raise UnimplementedError(None, None, words)
    warn("A graph", "Import it and write it again to convert it.")
    if kind is protos.SavedModel:
        return protos.SavedModel(meta_graphs=[_meta_graph(*unpack(blob.tobytes())) for blob in arrays.values()])
    return _meta_graph(content, arrays) if kind is protos.MetaGraphDef else graph_def(content, arrays)


def _meta_graph(content: dict[str, Any], arrays: Mapping[str, Array]) -> Any:
    made = protos.MetaGraphDef(graph_def=graph_def(content.pop("nodes"), arrays))
    made.MergeFrom(protos.MetaGraphDef(**_fields(protos.MetaGraphDef, content)))
    for collection in made.collection_def.values():
        for place, data in enumerate(collection.bytes_list.value):
            if data.startswith(EARLIER):  # the definition of a variable
                names, _ = unpack(data)
                collection.bytes_list.value[place] = protos.VariableDef(**names).SerializeToString()
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
    made = protos.GraphDef(versions=versions())
    made.node.extend([_node(made.library, item, arrays) for item in nodes])
    return made


def _node(library: Any, item: Any, arrays: Mapping[str, Array]) -> Any:
    name, op, inputs, device, attrs = item
    made = {key: _attribute(library, key, value, arrays) for key, value in attrs.items()}
    return protos.NodeDef(name=name, op=op, input=inputs, device=device, attr=made)


def _attribute(library: Any, key: str, value: Any, arrays: Mapping[str, Array]) -> Any:
    if isinstance(value, dict) and "graph" in value:
        name = value["graph"]["name"]
        while any(known.signature.name == name for known in library.function):
            name += "_"
        library.function.append(_function(library, name, value["graph"], arrays))
        return protos.AttrValue(func={"name": name})
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
    made = protos.FunctionDef(signature={"name": name})
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
