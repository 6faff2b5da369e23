"""Message: plain data with the fields of one of TensorFlow's protocol buffers, printed in their text form.

    class SaverDef(Message):
        schema = {"filename_tensor_name": str, "max_to_keep": int}

A field's kind is a Python type, another message, `[kind]` for a list or `{str: kind}` for a map. As bytes a
message is a `pack` of `archive.py`, so reading one runs no code.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from lifetimes.graph.data import archive
from lifetimes.ops import dtypes
from lifetimes.ops.dtypes import DType
from lifetimes.ops.shapes import Shape

_ENUM: Final = {"float16": "DT_HALF", "float32": "DT_FLOAT", "float64": "DT_DOUBLE"}


class Repeated(list[Any]):
    """A list field. `add` appends a new element and returns it."""

    def __init__(self, kind: Any, items: Any = ()) -> None:
        super().__init__(items)
        self.kind = kind

    def add(self, **fields: Any) -> Any:
        self.append(self.kind(**fields))
        return self[-1]


class Map(dict[Any, Any]):
    """A map field. Asking for a key of a map of messages makes an empty one."""

    def __init__(self, kind: Any, items: Any = ()) -> None:
        super().__init__(items)
        self.kind = kind

    def __missing__(self, key: Any) -> Any:
        made = self[key] = self.kind()
        return made


class Enum(int):
    """A number that prints as a name."""

    names: ClassVar[dict[int, str]] = {}

    def __str__(self) -> str:
        return self.names.get(int(self), repr(int(self)))


class TypeEnum(Enum):
    """A dtype as TensorFlow numbers them."""

    names: ClassVar = {dtype.as_datatype_enum: "" for dtype in dtypes.ALL}


class Message:
    """Fields as `schema` says, each with an empty value until it is set."""

    schema: ClassVar[dict[str, Any]] = {}
    oneof: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __init__(self, **fields: Any) -> None:
        vars(self)["_set"] = set()
        for name, kind in self.schema.items():
            vars(self)[name] = _empty(kind)
        for name, value in fields.items():
            if name not in self.schema:
                raise ValueError(f'Protocol message {type(self).__name__} has no "{name}" field.')
            setattr(self, name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self.schema:
            raise AttributeError(f"Assignment not allowed (no field {name!r} in {type(self).__name__}).")
        for other in self.oneof if name in self.oneof else ():
            self.ClearField(other)
        vars(self)[name] = _taken(self.schema[name], value)
        self._set.add(name)

    # --- what is set ---

    def HasField(self, name: str) -> bool:
        """Return whether a field was set, or is a message with something in it."""
        value = getattr(self, name)
        return name in self._set or (isinstance(value, Message) and bool(value.ListFields()))

    def WhichOneof(self, group: str) -> str | None:
        """Return which of the fields that exclude each other is set."""
        return next((name for name in self.oneof if self.HasField(name) or isinstance(getattr(self, name), list)), None)

    def ListFields(self) -> list[tuple[str, Any]]:
        """Return name and value of each field that differs from its empty value."""
        return [(name, getattr(self, name)) for name in self.schema if self._shows(name)]

    def _shows(self, name: str) -> bool:
        value = getattr(self, name)
        return self.HasField(name) if isinstance(value, Message) or name in self.oneof else bool(value)

    def ClearField(self, name: str) -> None:
        vars(self)[name] = _empty(self.schema[name])
        self._set.discard(name)

    def Clear(self) -> None:
        for name in self.schema:
            self.ClearField(name)

    # --- copies and bytes ---

    def CopyFrom(self, other: Self) -> None:
        self.Clear()
        self.MergeFrom(other)

    def MergeFrom(self, other: Self) -> None:
        """Take the fields that are set in another message; lists are joined."""
        for name, value in type(other)._of(other.as_data()).ListFields():
            own = getattr(self, name)
            if isinstance(own, (Repeated, Map)):
                own.extend(value) if isinstance(own, Repeated) else own.update(value)
            else:
                setattr(self, name, value)

    def as_data(self) -> dict[str, Any]:
        """Return the set fields as JSON-like data."""
        return {name: _data(value) for name, value in self.ListFields()}

    @classmethod
    def _of(cls, data: dict[str, Any]) -> Self:
        return cls(**{name: _undata(cls.schema[name], value) for name, value in data.items()})

    def SerializeToString(self) -> bytes:
        return archive.pack(self.as_data(), {})

    def ByteSize(self) -> int:
        return len(self.SerializeToString())

    def ParseFromString(self, data: bytes) -> int:
        """Take the fields from bytes. DataLossError where they are damaged."""
        self.CopyFrom(self._of(archive.unpack(data)[0]))
        return len(data)

    @classmethod
    def FromString(cls, data: bytes) -> Self:
        made = cls()
        made.ParseFromString(data)
        return made

    # --- as text ---

    def lines(self) -> Iterator[str]:
        for name, value in self.ListFields():
            yield from field_lines(name, value)

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self.lines())

    __repr__ = __str__

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and str(self) == str(other)

    __hash__ = None  # type: ignore[assignment]


def _empty(kind: Any) -> Any:
    if isinstance(kind, list):
        return Repeated(kind[0])
    if isinstance(kind, dict):
        return Map(next(iter(kind.values())))
    return kind()


def _taken(kind: Any, value: Any) -> Any:
    """Return a value as a field keeps it."""
    if isinstance(kind, list):
        return Repeated(kind[0], [_taken(kind[0], item) for item in value])
    if isinstance(kind, dict):
        (inner,) = kind.values()
        return Map(inner, {key: _taken(inner, item) for key, item in value.items()})
    if kind is TypeEnum and isinstance(value, DType):
        value = value.as_datatype_enum
    if kind is bytes and isinstance(value, str):
        return value.encode()
    return value if isinstance(value, kind) else kind(value)


def _data(value: Any) -> Any:
    if isinstance(value, Message):
        return value.as_data()
    if isinstance(value, dict):
        return {key: _data(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_data(item) for item in value]
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _undata(kind: Any, value: Any) -> Any:
    if isinstance(kind, list):
        return [_undata(kind[0], item) for item in value]
    if isinstance(kind, dict):
        (inner,) = kind.values()
        return {key: _undata(inner, item) for key, item in value.items()}
    if issubclass(kind, Message):
        return kind._of(value)
    return value.encode("latin-1") if kind is bytes else value


# --- text ------------------------------------------------------------------------------------------------


def field_lines(name: str, value: Any) -> Iterator[str]:
    """Yield the lines of one field in the text form of protocol buffers."""
    if isinstance(value, list):
        for item in value:
            yield from field_lines(name, item)
    elif isinstance(value, dict):
        for key in sorted(value):
            yield from block(name, [f'key: "{key}"', *field_lines("value", value[key])])
    elif hasattr(value, "lines"):
        yield from block(name, value.lines())
    elif isinstance(value, (str, bytes)):
        yield f'{name}: "{escaped(value.encode() if isinstance(value, str) else value)}"'
    elif isinstance(value, float):
        yield f"{name}: {number(value)}"
    else:
        yield f"{name}: {str(value).lower() if isinstance(value, bool) else value}"


def block(name: str, lines: Any) -> Iterator[str]:
    yield f"{name} {{"
    for line in lines:
        yield f"  {line}"
    yield "}"


def number(value: float) -> str:
    """Return a float as protocol buffers print it: `3`, not `3.0`."""
    text = repr(float(value))
    return text[:-2] if text.endswith(".0") else text


def escaped(data: bytes) -> str:
    named = {9: "\\t", 10: "\\n", 13: "\\r", 34: '\\"', 39: "\\'", 92: "\\\\"}
    return "".join(named.get(b) or (chr(b) if 32 <= b < 127 else f"\\{b:03o}") for b in data)


def enum_name(dtype: DType) -> str:
    return _ENUM.get(dtype.name, f"DT_{dtype.name.upper()}")


TypeEnum.names.update({dtype.as_datatype_enum: enum_name(dtype) for dtype in dtypes.ALL})


# --- shapes ----------------------------------------------------------------------------------------------


class Dim(Message):
    """One size of a shape; -1 where it is not known."""

    schema: ClassVar = {"size": int, "name": str}

    def lines(self) -> Iterator[str]:
        yield f"size: {self.size}"


class TensorShapeProto(Message):
    """A static shape as data."""

    schema: ClassVar = {"dim": [Dim], "unknown_rank": bool}
    Dim = Dim


def shape_proto(shape: Shape) -> TensorShapeProto:
    """Return a static shape as data."""
    if shape is None:
        return TensorShapeProto(unknown_rank=True)
    return TensorShapeProto(dim=[Dim(size=-1 if size is None else size) for size in shape])


def shape_of(proto: TensorShapeProto) -> Shape:
    """Return the static shape that data tells."""
    return None if proto.unknown_rank else tuple(None if dim.size < 0 else dim.size for dim in proto.dim)
