"""Field: one line of `messages.proto`, and how a value of its kind is kept and becomes bytes.

    repeated string input = 3;        map<string, AttrValue> attr = 5;        DataType type = 6;

A kind is a scalar of `SCALARS`, an enumeration, or another message. Bytes are those of protocol buffers: a tag
(number and wire type) before each value; numbers that repeat are packed into one.
"""

import operator
import struct
from collections.abc import Callable
from ctypes import c_float
from functools import cached_property
from typing import Any, Final, NamedTuple

import numpy as np

VARINT, EIGHT_BYTES, SIZED, FOUR_BYTES = 0, 1, 2, 5
WIDTHS: Final = {EIGHT_BYTES: 8, FOUR_BYTES: 4}


class Truncated(Exception):
    """Bytes end, or say something, that no message ends with or says."""


def varint(value: int) -> bytes:
    """Return a whole number as bytes of seven bits each, the lowest first; a negative one as 64 bits."""
    if 0 <= value < 128:
        return _ONE_BYTE[value]
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


_ONE_BYTE: Final = [bytes([value]) for value in range(128)]


def read_varint(data: bytes, at: int, end: int) -> tuple[int, int]:
    """Return the number that begins at a place, and the place after it."""
    if at < end and data[at] < 128:  # nearly all are one byte
        return data[at], at + 1
    value = shift = 0
    while at < end and shift < 70:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value & (1 << 64) - 1, at
    raise Truncated


class Kind(NamedTuple):
    """A kind of scalar: its wire type and empty value, how it is taken from a program, written and read."""

    wire: int
    empty: Any
    take: Callable[[Any], Any]
    write: Callable[[Any], bytes]
    read: Callable[[Any], Any]


def _fixed(wire: int, form: str, empty: Any, take: Callable[[Any], Any]) -> Kind:
    packed = struct.Struct(f"<{form}")
    return Kind(wire, empty, take, packed.pack, lambda raw: packed.unpack(raw)[0])


def _whole(read: Callable[[int], int], write: Callable[[int], bytes] = varint) -> Kind:
    return Kind(VARINT, 0, operator.index, write, read)


def _signed(bits: int) -> Callable[[int], int]:
    half = 1 << bits - 1
    return lambda raw: (raw + half) % (2 * half) - half


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(_checked(value, str))


def _bytes(value: Any) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(_checked(value, (bytes, bytearray, memoryview)))


def _checked(value: Any, wanted: Any) -> Any:
    if not isinstance(value, wanted):
        raise TypeError(f"{value!r} has type {type(value).__name__}, but expected one of: bytes, str")
    return value


SCALARS: Final = {
    "double": _fixed(EIGHT_BYTES, "d", 0.0, float),
    "float": _fixed(FOUR_BYTES, "f", 0.0, lambda value: c_float(value).value),
    "fixed64": _fixed(EIGHT_BYTES, "Q", 0, operator.index), "fixed32": _fixed(FOUR_BYTES, "I", 0, operator.index),
    "int64": _whole(_signed(64)), "int32": _whole(_signed(32)), "uint64": _whole(int),
    "uint32": _whole(lambda raw: raw & 0xFFFFFFFF),
    "sint64": _whole(lambda raw: raw >> 1 ^ -(raw & 1), lambda value: varint(value << 1 ^ value >> 63)),
    "bool": Kind(VARINT, False,
    lambda value: bool(value) if isinstance(value, (bool, np.bool_)) else bool(operator.index(value)),
    lambda value: _ONE_BYTE[value], bool),
    "string": Kind(SIZED, "", _text, str.encode, lambda raw: raw.decode()),
    "bytes": Kind(SIZED, b"", _bytes, bytes, bytes),
}  # fmt: skip


NAMED: Final[dict[str, Any]] = {}  # messages and enumerations, as `Summary.Value`


class Enum:
    """Numbers with names. A program sees the numbers, text has the names."""

    def __init__(self, numbers: dict[str, int]) -> None:
        self._numbers, self._names = numbers, {number: name for name, number in numbers.items()}
        vars(self).update(numbers)
        self.kind = Kind(VARINT, 0, self.Value, varint, _signed(32))

    def Value(self, value: Any) -> int:
        """Return the number of a name, of a dtype, or a number as it is."""
        if isinstance(value, str):
            return self._numbers[value]
        return operator.index(getattr(value, "as_datatype_enum", value))

    def Name(self, number: int) -> str:
        return self._names.get(number, str(number))


# --- one field of a table --------------------------------------------------------------------------------


class Field:
    """A field of a message: number, name, kind, whether it repeats or maps, and what it excludes.

    `entry` is the message of key and value that each entry of a map is, None for any other field.
    """

    def __init__(
        self, number: int, name: str, kind: str, repeated: bool = False, oneof: str | None = None, entry: Any = None
    ) -> None:
        self._kind = kind
        self.number, self.name, self.repeated, self.oneof, self.entry = number, name, repeated, oneof, entry

    @cached_property
    def enum(self) -> Enum | None:
        named = NAMED.get(self._kind)
        return named if isinstance(named, Enum) else None

    @cached_property
    def message(self) -> Any:
        """The class of the messages in the field, None where it has none."""
        return None if self._kind in SCALARS or self.enum is not None else NAMED[self._kind]

    @cached_property
    def scalar(self) -> Kind:
        return SCALARS[self._kind] if self.enum is None else self.enum.kind

    @cached_property
    def is_packed(self) -> bool:
        return self.repeated and self.message is None and self.scalar.wire != SIZED

    @cached_property
    def tag(self) -> bytes:
        wire = SIZED if self.entry or self.message or self.is_packed else self.scalar.wire
        return varint(self.number << 3 | wire)

    @cached_property
    def is_plain(self) -> bool:
        return not self.repeated and self.entry is None and self.message is None

    def __get__(self, message: Any, owner: Any = None) -> Any:
        """Return what a message has for this field; a list, map or message that is not there is made."""
        if message is None:
            return self
        found = message._values.get(self.name)
        if found is None:
            found = self.empty() if self.is_plain else message.own(self)
        elif self.oneof is not None and self.is_plain and message.WhichOneof(self.oneof) != self.name:
            return self.empty()
        return found

    def __set__(self, message: Any, value: Any) -> None:
        message.put(self, self.take_all(value))
        message.SetInParent()

    def empty(self) -> Any:
        """Return what the field is before it is set."""
        if self.repeated:
            return Repeated(self)
        if self.entry is not None:
            return Map(self)
        return self.scalar.empty if self.message is None else self.message()

    def take(self, value: Any) -> Any:
        """Return one value as the field keeps it. TypeError for one of another kind."""
        if self.message is None:
            return self.scalar.take(value)
        if isinstance(value, dict):
            return self.message(**value)
        if not isinstance(value, self.message):
            raise TypeError(f"Parameter to {self.name} must be a {self.message.__qualname__}, got {type(value)}.")
        return value

    def take_all(self, value: Any) -> Any:
        """Return the value of the whole field, whether it repeats, maps or is one."""
        if self.repeated:
            return Repeated(self, map(self.take, value))
        if self.entry is not None:
            return Map(self, {key: self.take(item) for key, item in value.items()})
        return self.take(value)

    def written(self, value: Any) -> bytes:
        """Return the field in bytes, its tag before each value."""
        if self.is_packed:
            return self._sized(b"".join(map(self.scalar.write, value)))
        if self.repeated:
            return b"".join(map(self._one, value))
        if self.entry is not None:
            write_key, write_value = (field.written for field in self.entry.by_number.values())
            return b"".join(self._sized(write_key(key) + write_value(value[key])) for key in sorted(value))
        return self._one(value)

    def _sized(self, data: bytes) -> bytes:
        return b"%b%b%b" % (self.tag, varint(len(data)), data)

    def _one(self, value: Any) -> bytes:
        if self.message is not None:
            return self._sized(value.SerializeToString())
        data = self.scalar.write(value)
        return self._sized(data) if self.scalar.wire == SIZED else self.tag + data


class Repeated(list[Any]):
    """A list field. `add` appends a new element and returns it; messages that are appended are copied."""

    def __init__(self, field: Field, items: Any = ()) -> None:
        super().__init__(items)
        self._field = field

    def add(self, **fields: Any) -> Any:
        super().append(self._field.message(**fields))
        return self[-1]

    def append(self, value: Any) -> None:
        super().append(copied(self._field.take(value)))

    def extend(self, values: Any) -> None:
        super().extend([copied(self._field.take(value)) for value in values])

    MergeFrom = extend

    def __deepcopy__(self, memo: Any) -> "Repeated":
        return Repeated(self._field, map(copied, self))


class Map(dict[Any, Any]):
    """A map field. Asking for a key that is not there makes an empty value."""

    def __init__(self, field: Field, items: Any = ()) -> None:
        super().__init__(items)
        self._field = field

    def __missing__(self, key: Any) -> Any:
        made = self[key] = self._field.scalar.empty if self._field.message is None else self._field.message()
        return made

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key, self._field.take(value))

    def MergeFrom(self, other: "Map") -> None:
        self.update({key: copied(value) for key, value in other.items()})

    def __deepcopy__(self, memo: Any) -> "Map":
        return Map(self._field, {key: copied(value) for key, value in self.items()})


def copied(value: Any) -> Any:
    """Return a message's copy; any other value as it is."""
    return value.copied() if hasattr(value, "ListFields") else value
