"""The messages of `messages.proto` as classes: `protos.GraphDef`, `protos.Summary.Value`."""

import os
import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any, Final

from lifetimes.graph.data.field import NAMED, Enum, Field
from lifetimes.graph.data.message import MapEntry, Message, message_class
from lifetimes.graph.data.whole_files import EARLIER, decoding
from lifetimes.library import load
from lifetimes.ops import publish

_TABLE: Final = os.path.join(os.path.dirname(__file__), "messages.proto")
_LINE: Final = re.compile(
    r"// ?(?P<doc>.*)|(?P<what>message|enum|oneof) (?P<named>\w+) \{|(?P<end>\})|(?P<item>\w+) = (?P<value>-?\d+);"
    r"|(?P<repeated>repeated )?(?P<map>map<(?P<key>\w+), )?(?P<kind>[\w.]+)>? (?P<name>\w+) = (?P<number>\d+);"
)


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
            self.MergeFrom(load("graph.data.earlier").read(type(self), data))
        return len(data)


_BASES: Final = {"NodeDef": _Node, "GraphDef": _Graph, "MetaGraphDef": _Graph, "SavedModel": _Graph}


def _read(found: Iterator[re.Match[str]], scope: str, into: Any) -> list[Field]:
    """Take in the messages and enumerations up to the next `}` or the end, and return the fields between them."""
    fields, doc, oneof = [], "", None
    for one in found:
        if one["doc"] is not None:
            doc = one["doc"]
        elif one["what"] == "oneof":
            oneof = one["named"]
        elif one["what"]:
            name = scope + one["named"]
            made = NAMED[name] = _message(found, name, doc) if one["what"] == "message" else _enum(found, into)
            doc = ""
            if into is not None:
                into[one["named"]] = made
        elif not one["end"]:
            entry = None
            if one["map"]:
                pair = [Field(1, "key", one["key"]), Field(2, "value", one["kind"])]
                entry = message_class("Entry", "", pair, MapEntry)
            fields.append(Field(int(one["number"]), one["name"], one["kind"], bool(one["repeated"]), oneof, entry))
        elif oneof is None:
            break
        else:
            oneof = None
    return fields


def _message(found: Iterator[re.Match[str]], name: str, doc: str) -> Any:
    inside: dict[str, Any] = {}
    made = message_class(name, doc, _read(found, f"{name}.", inside), _BASES.get(name, Message))
    for inner, value in inside.items():
        setattr(made, inner, value)
    return made


def _enum(found: Iterator[re.Match[str]], into: Any) -> Enum:
    """Return an enumeration; its names are known in the message around it too."""
    items = takewhile(lambda one: one["end"] is None, found)
    numbers = {one["item"]: int(one["value"]) for one in items}
    if into is not None:
        into.update(numbers)
    return Enum(numbers)


with open(_TABLE, encoding="utf-8") as _file:
    _read(_LINE.finditer(_file.read()), "", None)


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
