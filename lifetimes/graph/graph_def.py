"""A graph as data: nodes with names, ops, inputs by name and attributes. No Python objects, nothing kept alive.

`GraphDef`, `NodeDef` and the attribute values have the fields that programs read on TensorFlow's protocol
buffers, and print in the same form. As bytes they are a `pack` of `archive.py`: JSON and arrays, no code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from lifetimes.graph import archive
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import Array, DType

if TYPE_CHECKING:
    from lifetimes.graph.tensor import Operation

_ENUM: Final = {"float16": "DT_HALF", "float32": "DT_FLOAT", "float64": "DT_DOUBLE"}
_FIELD: Final = {"f": "float_val", "i": "int_val", "u": "int_val", "b": "bool_val", "s": "string_val"}


class AttrValue:
    """One attribute. `value` is what the op's kernel takes; the other fields show it as TensorFlow's do."""

    __slots__ = ("derived", "key", "value")

    def __init__(self, key: str, value: Any, derived: bool = False) -> None:
        self.key, self.value, self.derived = key, value, derived

    @property
    def kind(self) -> str:
        """Return which field is set: type, shape, tensor, b, i, f, s, list or func."""
        value = self.value
        if isinstance(value, DType):
            return "type"
        if self.key == "shape" and (value is None or isinstance(value, tuple)):
            return "shape"
        if isinstance(value, np.ndarray):
            return "tensor"
        kinds = ((bool, "b"), (int, "i"), (float, "f"), ((str, bytes), "s"), ((list, tuple), "list"))
        return next((kind for cls, kind in kinds if isinstance(value, cls)), "func")  # type: ignore[arg-type]

    @property
    def type(self) -> int:
        return self.value.as_datatype_enum if self.kind == "type" else 0

    @property
    def tensor(self) -> Any:
        return self.value

    @property
    def shape(self) -> Any:
        return self.value

    @property
    def b(self) -> bool:
        return bool(self.value) if self.kind == "b" else False

    @property
    def i(self) -> int:
        return int(self.value) if self.kind == "i" else 0

    @property
    def f(self) -> float:
        return float(self.value) if self.kind == "f" else 0.0

    @property
    def s(self) -> bytes:
        value = self.value if self.kind == "s" else b""
        return value.encode() if isinstance(value, str) else bytes(value)

    @property
    def list(self) -> Any:
        return self.value

    @property
    def func(self) -> Any:
        return self.value

    def lines(self) -> Iterator[str]:
        """Yield the lines of the attribute in text form."""
        kind, value = self.kind, self.value
        if kind == "type":
            yield f"type: {_enum(value)}"
        elif kind == "shape":
            yield from _block("shape", _shape_lines(value))
        elif kind == "tensor":
            yield from _block("tensor", _tensor_lines(value))
        elif kind == "s":
            yield f's: "{_escaped(self.s)}"'
        elif kind == "list":
            yield from _block("list", [line for item in value for line in AttrValue("", item).lines()])
        elif kind == "func":
            yield from _block("func", [f'name: "{getattr(value, "name", type(value).__name__)}"'])
        else:
            yield f"{kind}: {str(value).lower() if kind == 'b' else f'{value:g}' if kind == 'f' else value}"


def _enum(dtype: DType) -> str:
    return _ENUM.get(dtype.name, f"DT_{dtype.name.upper()}")


def _block(name: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"{name} {{"
    for line in lines:
        yield f"  {line}"
    yield "}"


def _shape_lines(shape: Any) -> Iterator[str]:
    if shape is None:
        yield "unknown_rank: true"
    for size in shape or ():
        yield from _block("dim", [f"size: {-1 if size is None else size}"])


def _tensor_lines(array: Array) -> Iterator[str]:
    dtype = dtypes.of(array)
    yield f"dtype: {_enum(dtype)}"
    yield from _block("tensor_shape", _shape_lines(array.shape))
    if dtype.kind == "s":
        for item in array.flat:
            yield f'string_val: "{_escaped(item)}"'
    elif array.size == 1 and dtype.kind in _FIELD:
        yield f"{_value_field(dtype)}: {_number(array.reshape(-1)[0])}"
    elif array.size:
        yield f'tensor_content: "{_escaped(array.tobytes())}"'


def _value_field(dtype: DType) -> str:
    special = {"float64": "double_val", "int64": "int64_val", "float16": "half_val"}
    return special.get(dtype.name, _FIELD[dtype.kind])


def _number(value: Any) -> str:
    if isinstance(value, np.bool_):
        return str(bool(value)).lower()
    text = str(value)
    return text[:-2] if text.endswith(".0") else text


def _escaped(data: bytes) -> str:
    named = {9: "\\t", 10: "\\n", 13: "\\r", 34: '\\"', 39: "\\'", 92: "\\\\"}
    return "".join(named.get(b) or (chr(b) if 32 <= b < 127 else f"\\{b:03o}") for b in data)


class NodeDef:
    """One node: `name`, `op`, `input` (names, `^name` for a control input), `device`, `attr`."""

    __slots__ = ("attr", "device", "input", "name", "op")

    def __init__(self, name: str = "", op: str = "", input: Iterable[str] = (), device: str = "") -> None:
        self.name, self.op, self.input, self.device = name, op, list(input), device
        self.attr: dict[str, AttrValue] = {}

    def CopyFrom(self, other: NodeDef) -> None:
        self.name, self.op, self.input, self.device = other.name, other.op, list(other.input), other.device
        self.attr = dict(other.attr)

    def attributes(self) -> dict[str, Any]:
        """Return the attributes that the op's kernel takes."""
        return {key: value.value for key, value in self.attr.items() if not value.derived}

    def lines(self) -> Iterator[str]:
        yield f'name: "{self.name}"'
        yield f'op: "{self.op}"'
        for name in self.input:
            yield f'input: "{name}"'
        if self.device:
            yield f'device: "{self.device}"'
        for key in sorted(self.attr, reverse=True):
            yield from _block("attr", [f'key: "{key}"', *_block("value", self.attr[key].lines())])

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self.lines())

    __repr__ = __str__


class Versions:
    """The version fields of a graph; kept for programs that print them."""

    producer: Final = 2474
    min_consumer: Final = 0


class GraphDef:
    """A whole graph as data, its nodes in the order of making."""

    def __init__(self, node: Iterable[NodeDef] = ()) -> None:
        self.node: list[NodeDef] = list(node)
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
        content, arrays = archive.unpack(data)
        self.node = [decode_node(item, arrays) for item in content]
        return len(data)

    @classmethod
    def FromString(cls, data: bytes) -> GraphDef:
        made = cls()
        made.ParseFromString(data)
        return made

    def CopyFrom(self, other: GraphDef) -> None:
        self.node = [copy_of(node) for node in other.node]

    def Clear(self) -> None:
        self.node = []

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GraphDef) and str(self) == str(other)

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        lines = [line for node in self.node for line in _block("node", node.lines())]
        lines += _block("versions", [f"producer: {self.versions.producer}"])
        return "".join(f"{line}\n" for line in lines)

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
    return node


def _derived(operation: Operation) -> dict[str, Any]:
    """Return the dtype attributes that TensorFlow's nodes have and ours read from their inputs."""
    declared = operation.definition.declared(len(operation.inputs))
    found = {
        {"I": "Tidx"}.get(one.group, one.group): tensor.dtype.base_dtype
        for one, tensor in zip(declared, operation.inputs, strict=True)
        if one.group[:1].isupper()
    }
    if not found and operation.inputs and operation.outputs:
        found["T"] = operation.inputs[0].dtype.base_dtype
    return found


# --- as JSON ---------------------------------------------------------------------------------------------


def encode_node(node: NodeDef, arrays: dict[str, Array]) -> list[Any]:
    """Return a node as JSON-like data; its arrays go into `arrays`."""
    attrs = {key: _encode(value.value, arrays, node) for key, value in node.attr.items() if not value.derived}
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
    node.attr = {key: AttrValue(key, _decode(value, arrays)) for key, value in attrs.items()}
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
