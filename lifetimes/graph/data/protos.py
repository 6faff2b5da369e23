"""The messages of `messages.proto` as classes: `protos.GraphDef`, `protos.Summary.Value`."""

from __future__ import annotations

import os
import re
from collections import deque
from typing import Any, Final

from lifetimes.graph.data.field import NAMED, Enum, Field
from lifetimes.graph.data.message import MapEntry, Message, message_class
from lifetimes.graph.data.whole_files import EARLIER, decoding
from lifetimes.library import load
from lifetimes.ops.registry import publish

_TABLE: Final = os.path.join(os.path.dirname(__file__), "messages.proto")
_TOKEN: Final = re.compile(r"//.*|-?[\w.]+|[{}<>,;=]")


class _Node(Message):
    """A node may have a Python object for an attribute, as long as it is not written."""

    __slots__ = ()

    def SerializeToString(self, deterministic: bool | None = None) -> bytes:
        """Return the bytes of the node, without any code. TypeError where it holds a Python object."""
        held = {key: value._held for key, value in self.attr.items() if isinstance(value, PythonValue)}
        if not held:
            return super().SerializeToString()
        light = self.copied()
        for key, value in held.items():
            if key != "_gradient":
                raise TypeError(f"Node {self.name!r} (op: {self.op!r}) holds a Python object of type "
                                f"{type(value).__name__}, which cannot be written as data.")  # fmt: skip
            del light.attr[key]
        return light.SerializeToString()


class _Graph(Message):
    """What earlier versions of this package wrote as bytes of their own, is still read."""

    __slots__ = ()

    def MergeFromString(self, data: bytes) -> int:
        if not data.startswith(EARLIER):
            return super().MergeFromString(data)
        with decoding("the given bytes"):
            self.MergeFrom(load("graph.data.earlier_graphs").read(type(self), data))
        return len(data)


_BASES: Final = {"NodeDef": _Node, "GraphDef": _Graph, "MetaGraphDef": _Graph, "SavedModel": _Graph}


def _read(tokens: deque[str], scope: str, into: Any) -> list[Field]:
    """Take in the messages and enumerations up to the next `}` or the end, and return the fields between them."""
    fields, doc, oneof = [], "", None
    while tokens:
        word = tokens.popleft()
        if word.startswith("//"):
            doc = word[3:]
        elif word in ("message", "enum"):
            name = tokens.popleft()
            tokens.popleft()
            made = _message(tokens, scope + name, doc) if word == "message" else _enum(tokens, into)
            NAMED[scope + name], doc = made, ""
            if into is not None:
                into[name] = made
        elif word == "oneof":
            oneof, _ = tokens.popleft(), tokens.popleft()
        elif word == "}" and oneof is None:
            break
        elif word == "}":
            oneof = None
        else:
            fields.append(_field(tokens, word, oneof))
    return fields


def _message(tokens: deque[str], name: str, doc: str) -> Any:
    inside: dict[str, Any] = {}
    made = message_class(name, doc, _read(tokens, f"{name}.", inside), _BASES.get(name, Message))
    for inner, value in inside.items():
        setattr(made, inner, value)
    return made


def _enum(tokens: deque[str], into: Any) -> Enum:
    """Return an enumeration; its names are known in the message around it too."""
    numbers = {}
    while (name := tokens.popleft()) != "}":
        _, number, _ = (tokens.popleft() for _ in range(3))
        numbers[name] = int(number)
    if into is not None:
        into.update(numbers)
    return Enum(numbers)


def _field(tokens: deque[str], word: str, oneof: str | None) -> Field:
    kind = tokens.popleft() if word == "repeated" else word
    entry = None
    if kind == "map":
        _, key, _, value, _ = (tokens.popleft() for _ in range(5))
        entry = message_class("Entry", "", [Field(1, "key", key), Field(2, "value", value)], MapEntry)
        kind = value
    name, _, number, _ = (tokens.popleft() for _ in range(4))
    return Field(int(number), name, kind, word == "repeated", oneof, entry)


with open(_TABLE, encoding="utf-8") as _file:
    _read(deque(_TOKEN.findall(_file.read())), "", None)


AttrValue: Any = NAMED["AttrValue"]


class PythonValue(AttrValue):  # type: ignore[misc]
    """An attribute that is a Python object: it goes along with a graph in this process, and never into bytes."""

    __slots__ = ("_held",)

    def MergeFrom(self, other: Any) -> None:
        super().MergeFrom(other)
        self._held = other._held


def __getattr__(name: str) -> Any:
    if name not in NAMED:
        raise AttributeError(name)
    return NAMED[name]


_PUBLISHED: Final = """
AttrValue CollectionDef ConfigProto Event GPUOptions GraphDef GraphOptions HistogramProto MetaGraphDef NodeDef
OptimizerOptions RunMetadata RunOptions SessionLog SignatureDef Summary SummaryMetadata TensorInfo TensorProto
"""
for _name in _PUBLISHED.split():
    publish(NAMED[_name], v1=(_name,))
for _name in ("Event", "SessionLog", "Summary"):
    publish(NAMED[_name], v1=(f"summary.{_name}",))
publish(NAMED["SaverDef"], v1=("train.SaverDef",))
