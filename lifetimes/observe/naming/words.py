"""How the instrument speaks of an object: its label if it has one, else its type and size, never its own `repr`."""

import collections
import types
from typing import Any

from lifetimes import labels

from ..heap import attributes
from ..heap.frames import frame_place
from ..heap.roots import vars_of_module
from .edges import short_repr


def words_for(obj: object) -> str:
    """A few words for one object: `variable 'w:0' (4.0 MB)`, `list of 3`, `function train`, `Model`."""
    label = labels.describe(obj)
    if label is not None:
        size = "" if label.nbytes is None else f" ({bytes_text(label.nbytes)})"
        return f"{label}{size}"
    for cls in attributes.mro(type(obj)):
        words = _WORDS.get(id(cls))
        if words is not None:
            text: str = words(obj)
            return text
    return attributes.type_name(type(obj))


def bytes_text(size: float) -> str:
    """`4.0 MB`: a size in bytes with one decimal, in thousands."""
    units = ["bytes", "KB", "MB", "GB"]
    while size >= 999.95 and len(units) > 1:
        size /= 1000
        del units[0]
    return f"{size:.0f} bytes" if units[0] == "bytes" else f"{size:.1f} {units[0]}"


def count_text(count: int, noun: str) -> str:
    """`1 reference`, `3 references`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _container(length: Any) -> Any:
    return lambda obj: f"{attributes.type_name(type(obj))} of {length(obj):,}"


def _named(kind: str, attribute: Any) -> Any:
    return lambda obj: f"{kind} {attribute.__get__(obj)}"


def _plain_name(function: Any) -> str:
    """`Model.fit`: the qualified name of a function, without the function it was made in; else what it is."""
    if type(function) is not types.FunctionType:
        return words_for(function)
    return function.__qualname__.rpartition("<locals>.")[2]


_BY_TYPE: dict[type, Any] = {
    dict: _container(dict.__len__), list: _container(list.__len__), tuple: _container(tuple.__len__),
    set: _container(set.__len__), frozenset: _container(frozenset.__len__),
    collections.deque: _container(collections.deque.__len__),
    str: lambda obj: f"str {short_repr(obj)}" if type(obj) is str else attributes.type_name(type(obj)),
    type: lambda obj: f"class {attributes.type_name(obj)}",
    types.FunctionType: _named("function", types.FunctionType.__dict__["__qualname__"]),
    types.BuiltinFunctionType: lambda obj: f"built-in {obj.__name__}",
    types.MethodType: lambda obj: f"method {_plain_name(obj.__func__)}",
    types.ModuleType: lambda obj: f"module {vars_of_module(obj).get('__name__')}",
    types.FrameType: lambda obj: f"frame of {frame_place(obj)}",
    types.GeneratorType: _named("generator", types.GeneratorType.__dict__["__qualname__"]),
    types.CoroutineType: _named("coroutine", types.CoroutineType.__dict__["__qualname__"]),
    types.AsyncGeneratorType: _named("async generator", types.AsyncGeneratorType.__dict__["__qualname__"]),
}  # fmt: skip

# By id: looking a class up would ask its metaclass for a hash.
_WORDS = {id(cls): words for cls, words in _BY_TYPE.items()}
