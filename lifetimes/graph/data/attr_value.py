"""AttrValue and TensorProto: one attribute of a node as data, with the fields that programs read and write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from lifetimes.graph.data import text_messages as messages
from lifetimes.graph.data.text_messages import TensorShapeProto, block, enum_name, escaped, shape_of, shape_proto
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import Array, DType

_FIELD: Final = {"f": "float_val", "i": "int_val", "u": "int_val", "b": "bool_val", "s": "string_val"}
_SPECIAL: Final = {"float64": "double_val", "int64": "int64_val", "float16": "half_val"}


class TensorProto:
    """An array as data. `tensor_content` has its bytes; setting it replaces what the proto shows, not the array."""

    __slots__ = ("array", "content")

    def __init__(self, array: Array | None = None) -> None:
        self.array = np.zeros((0,), np.float32) if array is None else array
        self.content: bytes | None = None

    @property
    def dtype(self) -> int:
        return dtypes.of(self.array).as_datatype_enum

    @property
    def tensor_shape(self) -> TensorShapeProto:
        return shape_proto(self.array.shape)

    @property
    def tensor_content(self) -> bytes:
        if self.content is not None:
            return self.content
        return self.array.tobytes() if self.array.size > 1 and self.array.dtype != np.object_ else b""

    @tensor_content.setter
    def tensor_content(self, content: bytes | str) -> None:
        self.content = content.encode() if isinstance(content, str) else content

    def __getattr__(self, name: str) -> Any:
        if not name.endswith("_val"):
            raise AttributeError(name)
        inline = name == self._field and (self.array.size == 1 or name == "string_val")
        return self.array.reshape(-1).tolist() if inline else []

    @property
    def _field(self) -> str:
        dtype = dtypes.of(self.array)
        return _SPECIAL.get(dtype.name) or _FIELD.get(dtype.kind, "")

    def CopyFrom(self, other: TensorProto) -> None:
        self.array, self.content = other.array, other.content

    MergeFrom = CopyFrom

    def ByteSize(self) -> int:
        return sum(map(len, self.array.flat)) if self.array.dtype == np.object_ else self.array.nbytes

    def lines(self) -> Iterator[str]:
        yield f"dtype: {enum_name(dtypes.of(self.array))}"
        yield from block("tensor_shape", self.tensor_shape.lines())
        content = self.tensor_content
        if content:
            yield f'tensor_content: "{escaped(content)}"'
            return
        for value in getattr(self, self._field) if self._field else ():
            yield f"{self._field}: {_scalar(value)}"

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self.lines())

    __repr__ = __str__


def _scalar(value: Any) -> str:
    if isinstance(value, bytes):
        return f'"{escaped(value)}"'
    if isinstance(value, bool):
        return str(value).lower()
    return _shortest(value)


def _shortest(value: Any) -> str:
    return messages.number(value) if isinstance(value, float) else str(value)


class AttrValue:
    """One attribute. `value` is what the op's kernel takes; the other fields show it as TensorFlow's do."""

    __slots__ = ("derived", "key", "value")

    def __init__(self, key: str = "", value: Any = None, derived: bool = False, **field: Any) -> None:
        self.key, self.derived = key, derived
        self.value: Any = TensorProto(value) if isinstance(value, np.ndarray) else value
        for name, given in field.items():
            setattr(self, name, given)

    def plain(self) -> Any:
        """Return the value that the op's kernel takes."""
        return self.value.array if isinstance(self.value, TensorProto) else self.value

    def CopyFrom(self, other: AttrValue) -> None:
        self.value, self.derived = other.value, other.derived
        if isinstance(self.value, TensorProto):
            self.value = TensorProto()
            self.value.CopyFrom(other.value)

    MergeFrom = CopyFrom

    @property
    def kind(self) -> str | None:
        """Return which field is set: type, shape, tensor, b, i, f, s, list or func; None where none is."""
        value = self.value
        if isinstance(value, DType):
            return "type"
        if self.key in ("shape", "_output_shapes") and (value is None or isinstance(value, tuple)):
            return "shape"
        if isinstance(value, TensorProto):
            return "tensor"
        kinds = ((bool, "b"), (int, "i"), (float, "f"), ((str, bytes), "s"), ((list, tuple), "list"), (object, "func"))
        return None if value is None else next(kind for cls, kind in kinds if isinstance(value, cls))

    def WhichOneof(self, group: str) -> str | None:
        return self.kind

    def HasField(self, name: str) -> bool:
        return self.kind == name

    @property
    def type(self) -> int:
        return self.value.as_datatype_enum if self.kind == "type" else 0

    @type.setter
    def type(self, value: Any) -> None:
        self.value = dtypes.as_dtype(value)

    @property
    def tensor(self) -> TensorProto:
        if self.kind != "tensor":
            self.value = TensorProto()
        return self.value  # type: ignore[no-any-return]

    @tensor.setter
    def tensor(self, value: TensorProto) -> None:
        self.value = value

    @property
    def shape(self) -> TensorShapeProto:
        return shape_proto(self.value) if self.kind == "shape" else TensorShapeProto()

    @shape.setter
    def shape(self, value: Any) -> None:
        self.key, self.value = "shape", shape_of(value)

    def _as(self, kind: str, empty: Any) -> Any:
        return self.value if self.kind == kind else empty

    def _set(self, value: Any) -> None:
        self.value = value

    b = property(lambda self: self._as("b", False), _set)
    i = property(lambda self: self._as("i", 0), _set)
    f = property(lambda self: self._as("f", 0.0), _set)
    list = property(lambda self: self._as("list", []), _set)
    func = property(lambda self: self._as("func", None), _set)

    @property
    def s(self) -> bytes:
        value = self._as("s", b"")
        return value.encode() if isinstance(value, str) else bytes(value)

    @s.setter
    def s(self, value: bytes) -> None:
        self.value = value

    def lines(self) -> Iterator[str]:
        """Yield the lines of the attribute in text form."""
        kind: str | None = self.kind
        value: Any = self.value
        if kind == "type":
            yield f"type: {enum_name(value)}"
        elif kind in ("shape", "tensor"):
            yield from block(kind, (self.shape if kind == "shape" else value).lines())
        elif kind == "s":
            yield f's: "{escaped(self.s)}"'
        elif kind == "list":
            yield from block("list", [line for item in value for line in _item(item).lines()])
        elif kind == "func":
            yield from block("func", [f'name: "{getattr(value, "name", value.__class__.__name__)}"'])
        elif kind is not None:
            yield f"{kind}: {_shortest(value) if kind != 'b' else str(value).lower()}"

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self.lines())

    __repr__ = __str__


def _item(value: Any) -> AttrValue:
    """Return one element of a list attribute; a tuple in it is a shape."""
    return AttrValue("shape" if isinstance(value, tuple) else "", value)
