"""Reading the attributes of an object raw: nothing of the user's is called, and nothing about the object
changes.

Since Python 3.11 an instance keeps its attributes inline and has no dictionary until somebody asks for
`__dict__`; asking makes one, which is what an instrument must not do to thousands of objects. So a name is
first guessed from the code that may have written it, and each guess is checked by a read that can only find
the instance's own value.
"""

from __future__ import annotations

import keyword
import sys
from collections.abc import Iterable, Iterator
from types import (
    CodeType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodDescriptorType,
    WrapperDescriptorType,
)
from typing import Any

__all__ = [
    "attribute_name", "c_value", "class_namespace", "full_type_name", "getter_name", "has_get", "instance_dict",
    "is_c_method", "is_name", "may_refer", "member_name", "mro", "own_value", "plain_read", "starts_itself",
    "type_name",
]  # fmt: skip

mro = type.__dict__["__mro__"].__get__
class_namespace = type.__dict__["__dict__"].__get__

_missing = object()
_HAVE_GC = 1 << 14  # Py_TPFLAGS_HAVE_GC


def type_name(cls: type) -> str:
    """`Counter`, or `Outer.Inner`: the qualified name without the function it was made in."""
    qualified: Any = type.__dict__["__qualname__"]
    name: str = qualified.__get__(cls)
    return name.rpartition("<locals>.")[2]


def full_type_name(cls: type) -> str:
    """The same with the module before it, but for built-in types: `train.Counter`, `dict`."""
    module = class_namespace(cls).get("__module__")
    return type_name(cls) if type(module) is not str or module == "builtins" else f"{module}.{type_name(cls)}"


def may_refer(cls: type) -> bool:
    """Whether the collector can ask instances for their references: where it cannot, they have none that it sees."""
    flags: int = type.__dict__["__flags__"].__get__(cls)
    return bool(flags & _HAVE_GC)


def is_name(text: str) -> bool:
    """Whether this can be written as a name, or after a dot."""
    return text.isidentifier() and not keyword.iskeyword(text)


def is_c_method(cls: type, name: str) -> bool:
    """Whether a method of instances is one of the interpreter's, or of an extension, and none of the user's."""
    found = _class_value(cls, name)
    return found is _missing or found is None or type(found) in (MethodDescriptorType, WrapperDescriptorType)


def plain_read(obj: object, name: str) -> object:
    """What `obj.name` gives where reading it runs nothing of the user's; else a value that is nobody's."""
    if not is_c_method(type(obj), "__getattribute__"):
        return _missing
    found = _class_value(type(obj), name)
    if type(found) in (GetSetDescriptorType, MemberDescriptorType):
        return _read(found, obj)
    return own_value(obj, name)


def member_name(obj: object, target: object) -> str | None:
    """The slot or C member of `obj` that holds the target."""
    for cls in mro(type(obj)):
        for name, member in list(class_namespace(cls).items()):
            if type(member) is MemberDescriptorType and name != "__dict__" and _read(member, obj) is target:
                return str(name)
    return None


def getter_name(obj: object, target: object, modules: Iterable[str]) -> str | None:
    """The C-level property that gives the target, asked only of classes from trusted modules of the interpreter."""
    for cls in mro(type(obj)):
        space = class_namespace(cls)
        if space.get("__module__", "builtins") not in modules:
            continue
        for name, getter in list(space.items()):
            if type(getter) is GetSetDescriptorType and name != "__dict__" and _read(getter, obj) is target:
                return str(name)
    return None


def c_value(obj: object, name: str) -> Any:
    """The value of an attribute that a class written in C defines, past all that subclasses put in its place;
    None where there is none, or where reading it raises."""
    for cls in mro(type(obj)):
        found = class_namespace(cls).get(name)
        if type(found) in (GetSetDescriptorType, MemberDescriptorType):
            value = _read(found, obj)
            return None if value is _missing else value
    return None


def attribute_name(obj: object, target: object) -> str | None:
    """The name of the inline instance attribute that holds the target, guessed and checked; None if no guess fits."""
    for name in _guesses(type(obj)):
        if own_value(obj, name) is target:
            return name
    return None


def instance_dict(obj: object) -> dict[str, object] | None:
    """The `__dict__` of an instance, or None where its class has none. Makes it if it does not exist yet."""
    for cls in mro(type(obj)):
        getter = class_namespace(cls).get("__dict__")
        if type(getter) in (GetSetDescriptorType, MemberDescriptorType):
            found = _read(getter, obj)
            return found if type(found) is dict else None
    return None


def starts_itself(cls: type) -> bool:
    """Whether a class has an `__init__` of the user's own."""
    return any(type(class_namespace(base).get("__init__")) is FunctionType for base in mro(cls))


def own_value(obj: object, name: str) -> object:
    """The instance's own attribute, or `_missing`; never runs a property or another descriptor of the user's."""
    found = _class_value(type(obj), name)
    if type(found) is not FunctionType and has_get(type(found)):
        return _missing
    value = _read_generic(obj, name)
    return _missing if value is found else value


def has_get(cls: type) -> bool:
    return any("__get__" in class_namespace(base) for base in mro(cls))


def _class_value(cls: type, name: str) -> object:
    """What the first class of the order of lookup says under a name, as it lies there, or `_missing`."""
    for base in mro(cls):
        found: object = class_namespace(base).get(name, _missing)
        if found is not _missing:
            return found
    return _missing


def _read_generic(obj: object, name: str) -> object:
    try:
        return object.__getattribute__(obj, name)
    except Exception:
        return _missing


def _read(descriptor: Any, obj: object) -> object:
    try:
        return descriptor.__get__(obj)
    except Exception:
        return _missing


def _guesses(cls: type) -> Iterator[str]:
    """Names that code near the object mentions: its class's methods and annotations, then every running frame."""
    tried: set[str] = set()
    for name in _mentioned(cls):
        if name not in tried:
            tried.add(name)
            yield name


def _mentioned(cls: type) -> Iterator[str]:
    for base in mro(cls):
        space = class_namespace(base)
        annotations = space.get("__annotations__")
        if type(annotations) is dict:
            yield from [name for name in annotations if type(name) is str]
        for member in list(space.values()):
            function = getattr(member, "__func__", member) if type(member) in (classmethod, staticmethod) else member
            if type(function) is FunctionType:
                yield from _names_in(function.__code__)
    for frame in list(sys._current_frames().values()):
        while frame is not None:
            yield from frame.f_code.co_names
            frame = frame.f_back  # type: ignore[assignment]


def _names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if type(constant) is CodeType:
            yield from _names_in(constant)
