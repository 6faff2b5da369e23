"""The bytes of protocol buffers, for the messages that other programs read: summaries and events.

Written and read here are the kinds that these
messages have: text, bytes, whole numbers, floats of both sizes, lists of doubles, and messages.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, ClassVar

from lifetimes.errors import DataLossError
from lifetimes.graph.data.text_messages import Message


class Float32(float):
    """A float that takes four bytes."""


class WireMessage(Message):
    """A message whose bytes are those of TensorFlow's protocol buffer; `fields` has number and kind of each field."""

    fields: ClassVar[dict[str, tuple[int, Any]]] = {}

    def __init_subclass__(cls) -> None:
        cls.schema = {name: kind for name, (_, kind) in cls.fields.items()}

    def SerializeToString(self) -> bytes:
        return _encode(self)

    def ParseFromString(self, data: bytes) -> int:
        """Take the fields from bytes. DataLossError where they are not such a message."""
        self.CopyFrom(decode(type(self), data))
        return len(data)


# --- writing ---------------------------------------------------------------------------------------------


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _encode(message: Message) -> bytes:
    numbers = numbers_of(type(message))
    fields = ((numbers[name], name, value) for name, value in message.ListFields())
    return b"".join(_field(number, message.schema[name], value) for number, name, value in sorted(fields))


def _field(number: int, kind: Any, value: Any) -> bytes:
    if isinstance(kind, list):
        if kind[0] is float:
            return _field(number, bytes, struct.pack(f"<{len(value)}d", *value))
        return b"".join(_field(number, kind[0], item) for item in value)
    if issubclass(kind, float):
        wide = kind is not Float32
        return _varint(number << 3 | (1 if wide else 5)) + struct.pack("<d" if wide else "<f", value)
    if issubclass(kind, int):
        return _varint(number << 3) + _varint(int(value))
    data = value.encode() if isinstance(value, str) else _encode(value) if isinstance(value, Message) else bytes(value)
    return _varint(number << 3 | 2) + _varint(len(data)) + data


# --- reading ---------------------------------------------------------------------------------------------


def decode(cls: type[Message], data: bytes) -> Any:
    """Return the message in some bytes; fields that it does not know are passed over."""
    names = {number: name for name, number in numbers_of(cls).items()}
    made = cls()
    try:
        for number, value in _fields(data):
            if number in names:
                _take(made, names[number], value)
    except (IndexError, struct.error, UnicodeDecodeError):
        raise DataLossError(None, None, f"Error parsing message with type 'tensorflow.{cls.__name__}'") from None
    return made


def _fields(data: bytes) -> Iterator[tuple[int, Any]]:
    """Yield number and raw value of each field."""
    at = 0
    while at < len(data):
        key, at = _read_varint(data, at)
        if key & 7 == 0:
            value: Any
            value, at = _read_varint(data, at)
        elif key & 7 == 2:
            size, at = _read_varint(data, at)
            if at + size > len(data):
                raise IndexError(size)
            value, at = data[at : at + size], at + size
        else:
            form, size = {1: ("<d", 8), 5: ("<f", 4)}.get(key & 7, ("<x", 9))
            (value,), at = struct.unpack(form, data[at : at + size]), at + size
        yield key >> 3, value


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _take(message: Message, name: str, value: Any) -> None:
    kind = message.schema[name]
    if isinstance(kind, list):
        if kind[0] is float:
            getattr(message, name).extend(struct.unpack(f"<{len(value) // 8}d", value))
        else:
            getattr(message, name).append(_value(kind[0], value))
    else:
        setattr(message, name, _value(kind, value))


def _value(kind: Any, value: Any) -> Any:
    if issubclass(kind, Message):
        return decode(kind, value)
    if issubclass(kind, int):
        return value - (1 << 64) if value >> 63 else value
    return value.decode() if kind is str else value


_SHAPE = {"TensorShapeProto": {"dim": 2, "unknown_rank": 3}, "Dim": {"size": 1, "name": 2}}


def numbers_of(cls: type[Message]) -> dict[str, int]:
    """Return the number of each field."""
    if issubclass(cls, WireMessage):
        return {name: number for name, (number, _) in cls.fields.items()}
    return _SHAPE[cls.__name__]
