"""Message: plain data with the fields of one of TensorFlow's protocol buffers, from one table, `messages.proto`.

The table has TensorFlow's own numbers and names. From it follow the attributes, the bytes, the text form
(`text_form.py`), copying and equality. A field that the table does not have is kept when bytes are read, and written
again. Reading runs no code, and takes no more memory than the bytes justify.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from lifetimes.errors import DataLossError
from lifetimes.graph.data import text_form
from lifetimes.graph.data.field import SIZED, VARINT, WIDTHS, Field, Map, Repeated, Truncated, read_varint

_DEEPEST: Final = 100  # messages within messages, as many as TensorFlow reads


class Message:
    """Fields as a table says, each with an empty value until it is set."""

    __slots__ = ("_present", "_unknown", "_values")
    _values: dict[str, Any]
    _unknown: bytes
    _present: bool
    by_name: ClassVar[dict[str, Field]] = {}
    by_number: ClassVar[dict[int, Field]] = {}

    def __init__(self, **fields: Any) -> None:
        self._keep({})
        for name, value in fields.items():
            if name not in self.by_name:
                raise ValueError(f'Protocol message {type(self).__name__} has no "{name}" field.')
            if value is not None:
                setattr(self, name, value)

    def _keep(self, values: dict[str, Any]) -> None:
        object.__setattr__(self, "_values", values)
        object.__setattr__(self, "_unknown", b"")
        object.__setattr__(self, "_present", False)

    @classmethod
    def holding(cls, **values: Any) -> Self:
        """Return a message with these fields, which are in the form in which it keeps them: unchecked, and quick."""
        made = cls.__new__(cls)
        made._keep(values)
        return made

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __setattr__(self, name: str, value: Any) -> None:
        try:
            object.__setattr__(self, name, value)
        except AttributeError:
            raise AttributeError(f'Protocol message {type(self).__name__} has no "{name}" field.') from None

    def own(self, field: Field) -> Any:
        """Return the list, map or message of a field, which is made where it is not there."""
        found = self._values.get(field.name)
        if found is None:
            found = self._values[field.name] = field.empty()
        return found

    def put(self, field: Field, value: Any) -> None:
        """Set a field, and forget what it excludes."""
        if field.oneof is not None:
            for name in [name for name in self._values if self.by_name[name].oneof == field.oneof]:
                del self._values[name]
        if isinstance(value, Message):
            value.SetInParent()
        self._values[field.name] = value

    def HasField(self, name: str) -> bool:
        """Return whether a field was set, or is a message with something in it."""
        field, value = self._field(name), self._values.get(name)
        if field.oneof is not None:
            return self.WhichOneof(field.oneof) == name
        return value._is_filled() if isinstance(value, Message) else name in self._values

    def _field(self, name: str) -> Field:
        if name not in self.by_name:
            raise ValueError(f"Protocol message {type(self).__name__} has no field {name}.")
        return self.by_name[name]

    def WhichOneof(self, group: str) -> str | None:
        """Return which of the fields that exclude each other is set: the last one that something was put into."""
        found = None
        for name, value in self._values.items():
            if self.by_name[name].oneof == group and (not isinstance(value, Message) or value._is_filled()):
                found = name
        return found

    def SetInParent(self) -> None:
        """Count as set, though nothing is in it."""
        object.__setattr__(self, "_present", True)

    def _is_filled(self) -> bool:
        return self._present or bool(self._unknown) or bool(self.set_fields())

    def set_fields(self) -> list[tuple[Field, Any]]:
        """Return the fields that differ from their empty values, in the order of their numbers."""
        found = []
        for name, value in self._values.items():
            field = self.by_name[name]
            if field.oneof is not None and len(self._values) > 1:
                shows = self.WhichOneof(field.oneof) == name
            elif isinstance(value, Message):
                shows = value._is_filled()
            else:
                shows = bool(value) or field.oneof is not None
            if shows:
                found.append((field, value))
        if len(found) > 1:
            found.sort(key=lambda one: one[0].number)
        return found

    def ListFields(self) -> list[tuple[str, Any]]:
        """Return name and value of each field that differs from its empty value."""
        return [(field.name, value) for field, value in self.set_fields()]

    def ClearField(self, name: str) -> None:
        self._values.pop(self._field(name).name, None)

    def Clear(self) -> None:
        self._values.clear()
        self._unknown, self._present = b"", False

    # --- copies ---

    def copied(self) -> Self:
        """Return another message with the same content."""
        made = type(self)()
        made.MergeFrom(self)
        return made

    def CopyFrom(self, other: Self) -> None:
        if other is not self:
            self.Clear()
            self.MergeFrom(other)

    def MergeFrom(self, other: Self) -> None:
        """Take the fields that are set in another message; lists are joined, messages merged."""
        if getattr(other, "by_name", None) is not self.by_name:
            raise TypeError(f"Parameter to MergeFrom() must be instance of same class: expected {type(self).__name__} "
                            f"got {type(other).__name__}.")  # fmt: skip
        for field, value in other.set_fields():
            if not isinstance(value, (Message, Repeated, Map)):
                self.put(field, value)
                continue
            own = getattr(self, field.name)
            own.MergeFrom(value)
            self.put(field, own)
        self._unknown += other._unknown
        self._present = True

    def __deepcopy__(self, memo: Any) -> Self:
        return self.copied()

    def __reduce__(self) -> Any:
        return type(self).FromString, (self.SerializeToString(),)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        same = other.by_name is self.by_name and other._unknown == self._unknown
        return same and other.ListFields() == self.ListFields()

    __hash__ = None  # type: ignore[assignment]

    # --- bytes ---

    def SerializeToString(self, deterministic: bool | None = None) -> bytes:
        """Return the bytes of the protocol buffer; the same ones each time."""
        parts = [field.written(value) for field, value in self.set_fields()]
        return b"".join([*parts, self._unknown])

    def ByteSize(self) -> int:
        return len(self.SerializeToString())

    def ParseFromString(self, data: bytes) -> int:
        """Take the fields from bytes. DataLossError where they are not such a message."""
        self.Clear()
        return self.MergeFromString(data)

    def MergeFromString(self, data: bytes) -> int:
        """Take the fields from bytes beside those that are set."""
        try:
            self._read(bytes(data), 0, len(data), 0)
        except (Truncated, UnicodeDecodeError):
            words = f"Error parsing message with type 'tensorflow.{type(self).__qualname__}'"
            raise DataLossError(None, None, words) from None
        return len(data)

    @classmethod
    def FromString(cls, data: bytes) -> Self:
        made = cls()
        made.ParseFromString(data)
        return made

    def _read(self, data: bytes, at: int, end: int, depth: int) -> None:
        self.SetInParent()
        if depth > _DEEPEST:
            raise Truncated
        unknown = []
        while at < end:
            start = at
            key, at = read_varint(data, at, end)
            wire, first = key & 7, at
            if wire == VARINT:
                raw, at = read_varint(data, at, end)
            elif wire == SIZED:
                size, first = read_varint(data, at, end)
                raw, at = 0, first + size
            elif wire in WIDTHS:
                raw, at = 0, at + WIDTHS[wire]
            else:
                raise Truncated
            field = self.by_number.get(key >> 3)
            if at > end or key < 8:
                raise Truncated
            if field is None or not self._take(field, wire, raw, data, first, at, depth):
                unknown.append(data[start:at])
        if unknown:
            self._unknown += b"".join(unknown)

    def _take(self, field: Field, wire: int, raw: int, data: bytes, first: int, end: int, depth: int) -> bool:
        """Set a field from its bytes; return whether they are of its kind."""
        if field.entry is not None or field.message is not None:
            if wire == SIZED:
                self._take_message(field, data, first, end, depth + 1)
            return wire == SIZED
        kind = field.scalar
        if field.repeated and wire == SIZED and kind.wire != SIZED:
            self._take_packed(field, data, first, end)
            return True
        if wire == kind.wire:
            value = kind.read(raw if wire == VARINT else data[first:end])
            if field.repeated:
                list.append(self.own(field), value)
            else:
                self.put(field, value)
        return wire == kind.wire

    def _take_packed(self, field: Field, data: bytes, at: int, end: int) -> None:
        kind, into = field.scalar, self.own(field)
        width = WIDTHS.get(kind.wire, 0)
        while at < end:
            raw, after = (data[at : at + width], at + width) if width else read_varint(data, at, end)
            if after > end:
                raise Truncated
            list.append(into, kind.read(raw))
            at = after

    def _take_message(self, field: Field, data: bytes, at: int, end: int, depth: int) -> None:
        if field.entry is not None:
            entry = field.entry.holding()
            entry._read(data, at, end, depth)
            dict.__setitem__(self.own(field), entry.key, entry.value)
            return
        made = field.message.holding() if field.repeated else self.own(field)
        if field.repeated:
            list.append(self.own(field), made)
        elif field.oneof is not None:
            self.put(field, made)
        made._read(data, at, end, depth)

    def __str__(self) -> str:
        return text_form.text_of(self)

    __repr__ = __str__

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the message that a text tells. ValueError with line and word where it is none."""
        made = cls()
        text_form.Reader(text).fields(made, None)
        return made


class MapEntry(Message):
    """One entry of a map, which has its key and its value even where these are empty."""

    __slots__ = ()

    def set_fields(self) -> list[tuple[Field, Any]]:
        return [(field, getattr(self, name)) for name, field in self.by_name.items()]


def message_class(name: str, doc: str, fields: Sequence[Field], base: type[Message] = Message) -> Any:
    """Return the class of the messages with these fields; `name` has the messages around it, as `Summary.Value`."""
    by_name = {field.name: field for field in fields}
    by_number = {field.number: field for field in fields}
    about = {"__doc__": doc, "__qualname__": name, "__module__": f"{__package__}.protos", "__slots__": ()}
    body = {**about, **by_name, "by_name": by_name, "by_number": by_number}
    return type(name.rpartition(".")[2], (base,), body)
