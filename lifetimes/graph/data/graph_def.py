"""A graph as data: nodes with names, ops, inputs by name and attributes. No Python objects, nothing kept alive.

`GraphDef`, `NodeDef` and the attribute values have the fields that programs read on TensorFlow's protocol
buffers, and print in the same form. As bytes they are a `pack` of `archive.py`: JSON and arrays, no code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from lifetimes.graph.data import archive
from lifetimes.graph.data.attr_value import AttrValue
from lifetimes.graph.data.text_messages import Repeated, block
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import Array, DType

if TYPE_CHECKING:
    from lifetimes.graph.tensor import Operation


class NodeDef:
    """One node: `name`, `op`, `input` (names, `^name` for a control input), `device`, `attr`."""

    __slots__ = ("attr", "device", "input", "name", "op")

    def __init__(
        self, name: str = "", op: str = "", input: Iterable[str] = (), device: str = "", attr: Any = None
    ) -> None:
        self.name, self.op, self.input, self.device = name, op, list(input), device
        self.attr = Attributes(attr or {})

    def CopyFrom(self, other: NodeDef) -> None:
        self.name, self.op, self.input, self.device = other.name, other.op, list(other.input), other.device
        self.attr = Attributes()
        for key, value in other.attr.items():
            self.attr[key].CopyFrom(value)

    MergeFrom = CopyFrom

    def attributes(self) -> dict[str, Any]:
        """Return the attributes that the op's kernel takes."""
        return {key: value.plain() for key, value in self.attr.items() if not value.derived}

    def ByteSize(self) -> int:
        return len(self.SerializeToString())

    def SerializeToString(self) -> bytes:
        return GraphDef([self]).SerializeToString()

    def lines(self) -> Iterator[str]:
        yield f'name: "{self.name}"'
        yield f'op: "{self.op}"'
        for name in self.input:
            yield f'input: "{name}"'
        if self.device:
            yield f'device: "{self.device}"'
        for key in sorted(self.attr, key=lambda key: [-ord(letter) for letter in key]):
            if self.attr[key].kind is not None:
                yield from block("attr", [f'key: "{key}"', *block("value", self.attr[key].lines())])

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self.lines())

    __repr__ = __str__


class Attributes(dict[str, AttrValue]):
    """The attributes of a node by name. Asking for one that is not there makes an empty one."""

    def __missing__(self, key: str) -> AttrValue:
        made = self[key] = AttrValue(key)
        return made


class Versions:
    """The version fields of a graph; kept for programs that print them."""

    producer: Final = 2474
    min_consumer: Final = 0


class GraphDef:
    """A whole graph as data, its nodes in the order of making."""

    def __init__(self, node: Iterable[NodeDef] = ()) -> None:
        self.node = Repeated(NodeDef, node)
        self.versions = Versions()
        self.library = Library()

    def ByteSize(self) -> int:
        """Return how many bytes the graph takes as data, its constants included."""
        return len(self.SerializeToString())

    def SerializeToString(self) -> bytes:
        """Return the graph as bytes, without any code. TypeError names a node that holds a Python object."""
        arrays: dict[str, Array] = {}
        return archive.pack([encode_node(node, arrays) for node in self.node], arrays)

    def ParseFromString(self, data: bytes) -> int:
        """Take the nodes from such bytes. DataLossError where they are damaged."""
        self.node = self.of(*archive.unpack(data)).node
        return len(data)

    @classmethod
    def of(cls, content: Iterable[Any], arrays: Mapping[str, Array]) -> GraphDef:
        """Return the graph that nodes as JSON-like data tell."""
        return cls(decode_node(item, arrays) for item in content)

    @classmethod
    def FromString(cls, data: bytes) -> GraphDef:
        made = cls()
        made.ParseFromString(data)
        return made

    def CopyFrom(self, other: GraphDef) -> None:
        self.node = Repeated(NodeDef, map(copy_of, other.node))

    def MergeFrom(self, other: GraphDef) -> None:
        self.node.extend(map(copy_of, other.node))

    def Clear(self) -> None:
        self.node.clear()

    def lines(self) -> Iterator[str]:
        for node in self.node:
            yield from block("node", node.lines())
        yield from block("versions", [f"producer: {self.versions.producer}"])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GraphDef) and str(self) == str(other)

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self.lines())

    __repr__ = __str__


class Library:
    """The functions of a graph; they travel inside the nodes that call them, so this is empty."""

    def __init__(self) -> None:
        self.function: list[Any] = []


def copy_of(node: NodeDef) -> NodeDef:
    """Return a copy whose fields can be changed."""
    made = NodeDef()
    made.CopyFrom(node)
    return made


# --- from a graph ----------------------------------------------------------------------------------------


def node_def(operation: Operation) -> NodeDef:
    """Return one operation as data."""
    names = [t.op.name if t.value_index == 0 else t.name for t in operation.inputs]
    names += [f"^{control.name}" for control in operation.control_inputs]
    node = NodeDef(operation.name, operation.type, names, operation.device)
    for key, value in operation.attrs.items():
        node.attr[key] = AttrValue(key, value)
    for key, dtype in _derived(operation).items():
        node.attr.setdefault(key, AttrValue(key, dtype, derived=True))
    for key, value in operation.definition.shown.items():
        node.attr.setdefault(key, AttrValue(key, value, derived=True))
    return node


def exported(operation: Operation) -> NodeDef:
    """Return one operation as a graph writes it out: what it waits for in the order of names."""
    node = node_def(operation)
    node.input.sort(key=lambda name: (name[0] == "^", name if name[0] == "^" else ""))
    return node


def _derived(operation: Operation) -> dict[str, Any]:
    """Return the dtype attributes that TensorFlow's nodes have and ours read from their inputs."""
    declared = operation.definition.declared(len(operation.inputs))
    found = {
        one.attr: tensor.dtype.base_dtype
        for one, tensor in zip(declared, operation.inputs, strict=True)
        if one.group[:1].isupper()
    }
    if not found and operation.inputs and operation.outputs:
        found["T"] = operation.inputs[0].dtype.base_dtype
    return found


# --- as JSON ---------------------------------------------------------------------------------------------


_PYTHON: Final = ("_callee", "_fetches", "_gradient")  # Python objects; what they say is written elsewhere


def encode_node(node: NodeDef, arrays: dict[str, Array]) -> list[Any]:
    """Return a node as JSON-like data; its arrays go into `arrays`."""
    kept = {key: value for key, value in node.attr.items() if not value.derived and key not in _PYTHON}
    attrs = {key: _encode(value.plain(), arrays, node) for key, value in kept.items()}
    if "_fetches" in node.attr:
        attrs["_fetches"] = [tensor.name for tensor in node.attr["_fetches"].value]
    return [node.name, node.op, node.input, node.device, attrs]


def _encode(value: Any, arrays: dict[str, Array], node: NodeDef) -> Any:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, np.ndarray):
        key = f"{len(arrays)}"
        arrays[key] = value
        return {"array": key}
    if isinstance(value, DType):
        return {"dtype": value.name}
    if isinstance(value, bytes):
        return {"bytes": value.decode("latin-1")}
    if isinstance(value, tuple):
        return {"tuple": [_encode(item, arrays, node) for item in value]}
    if isinstance(value, list):
        return [] if value and hasattr(value[0], "value_index") else [_encode(item, arrays, node) for item in value]
    if hasattr(value, "internal_captures"):
        return {"graph": encode_function(value, arrays)}
    raise TypeError(
        f"Node {node.name!r} (op: {node.op!r}) holds a Python object of type {type(value).__name__}, which cannot be "
        "written as data."
    )


def encode_function(graph: Any, arrays: dict[str, Array]) -> dict[str, Any]:
    """Return a FuncGraph as JSON-like data."""
    return {
        "name": graph.name,
        "parameters": [tensor.name for tensor in graph.parameters],
        "captures": [tensor.name for tensor in graph.internal_captures],
        "outputs": [tensor.name for tensor in graph.outputs],
        "effects": [operation.name for operation in graph.effects],
        "nodes": [encode_node(node_def(operation), arrays) for operation in graph.get_operations()],
    }


def decode_node(item: Any, arrays: Mapping[str, Array]) -> NodeDef:
    """Return the node that `encode_node` made data of. A function stays data until it is imported into a world."""
    name, op, inputs, device, attrs = item
    node = NodeDef(name, op, inputs, device)
    node.attr.update({key: AttrValue(key, _decode(value, arrays)) for key, value in attrs.items()})
    return node


class FunctionDef:
    """A function of a graph as data: names of parameters, captures, outputs and effects, and its nodes."""

    def __init__(self, content: Mapping[str, Any], arrays: Mapping[str, Array]) -> None:
        self.name: str = content["name"]
        self.parameters: list[str] = content["parameters"]
        self.captures: list[str] = content["captures"]
        self.outputs: list[str] = content["outputs"]
        self.effects: list[str] = content["effects"]
        self.node = [decode_node(item, arrays) for item in content["nodes"]]


def _decode(value: Any, arrays: Mapping[str, Array]) -> Any:
    if isinstance(value, list):
        return [_decode(item, arrays) for item in value]
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    if kind == "array":
        return arrays[content]
    if kind == "dtype":
        return dtypes.as_dtype(content)
    if kind == "bytes":
        return content.encode("latin-1")
    if kind == "tuple":
        return tuple(_decode(item, arrays) for item in content)
    return FunctionDef(content, arrays)
