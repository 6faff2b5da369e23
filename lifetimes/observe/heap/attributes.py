"""Reading the attributes of an object raw: nothing of the user's is called, and nothing about the object
changes.

Since Python 3.11 an instance keeps its attributes inline and has no dictionary until somebody asks for
`__dict__`; asking makes one, which is what an instrument must not do to thousands of objects. So a name is
first guessed from the code that may have written it, and each guess is checked by a read that can only find
the instance's own value.
"""

import gc
import keyword
import sys
import weakref
from collections.abc import Callable, Iterable, Iterator
from types import (
    CodeType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodDescriptorType,
    WrapperDescriptorType,
)
from typing import Any

mro = type.__dict__["__mro__"].__get__
class_namespace = type.__dict__["__dict__"].__get__
_module = type.__dict__["__module__"].__get__

_missing = object()
_OF_C = (GetSetDescriptorType, MemberDescriptorType)
_HEAPTYPE, _HAVE_GC = 1 << 9, 1 << 14  # Py_TPFLAGS_HEAPTYPE, Py_TPFLAGS_HAVE_GC


def type_name(cls: type) -> str:
    """`Counter`, or `Outer.Inner`: the qualified name without the function it was made in."""
    name: str = type.__dict__["__qualname__"].__get__(cls)
    return name.rpartition("<locals>.")[2]


def full_type_name(cls: type) -> str:
    """The same with the module before it, but for built-in types: `train.Counter`, `dict`."""
    module = class_namespace(cls).get("__module__")
    return type_name(cls) if type(module) is not str or module == "builtins" else f"{module}.{type_name(cls)}"


def may_refer(cls: type) -> bool:
    """Whether the collector can ask instances for their references: where it cannot, they have none that it sees."""
    flags: int = type.__dict__["__flags__"].__get__(cls)
    return bool(flags & _HAVE_GC)


def is_of_c(cls: type) -> bool:
    """Whether a class lies in the interpreter or an extension itself, and so goes with the process."""
    flags: int = type.__dict__["__flags__"].__get__(cls)
    return not flags & _HEAPTYPE


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
    if type(found) in _OF_C:
        return _tried(found.__get__, obj)
    return own_value(obj, name)


def member_name(obj: object, target: object) -> str | None:
    """The slot or C member of `obj` that holds the target."""
    return _described(obj, target, (MemberDescriptorType,), mro(type(obj)))


def getter_name(obj: object, target: object, modules: Iterable[str]) -> str | None:
    """The C-level property that gives the target, asked only of classes from trusted modules of the interpreter."""
    trusted = [cls for cls in mro(type(obj)) if _module(cls) in modules]  # a class in C may say it in its name only
    return _described(obj, target, (GetSetDescriptorType,), trusted)


def _described(obj: object, target: object, kinds: tuple[type, ...], classes: Iterable[type]) -> str | None:
    """The name of the descriptor of these kinds that gives the target."""
    for cls in classes:
        members: list[tuple[str, Any]] = list(class_namespace(cls).items())
        for name, found in members:
            if type(found) in kinds and name != "__dict__" and _tried(found.__get__, obj) is target:
                return name
    return None


def c_value(obj: object, name: str) -> Any:
    """The value of an attribute that a class written in C defines, past all that subclasses put in its place;
    None where there is none, or where reading it raises."""
    for cls in mro(type(obj)):
        found = class_namespace(cls).get(name)
        if type(found) in _OF_C:
            value = _tried(found.__get__, obj)
            return None if value is _missing else value
    return None


def attribute_name(obj: object, target: object) -> str | None:
    """The name of the inline instance attribute that holds the target, guessed and checked; None if no guess fits."""
    tried: set[str] = set()
    for name in _mentioned(type(obj)):
        if name not in tried and own_value(obj, name) is target:
            return name
        tried.add(name)
    return None


def instance_dict(obj: object) -> dict[str, object] | None:
    """The `__dict__` of an instance, or None where its class has none. Makes it if it does not exist yet."""
    found = c_value(obj, "__dict__")
    return found if type(found) is dict else None


def own_value(obj: object, name: str) -> object:
    """The instance's own attribute, or `_missing`; never runs a property or another descriptor of the user's."""
    found = _class_value(type(obj), name)
    if type(found) is not FunctionType and has_get(type(found)):
        return _missing
    value = _tried(object.__getattribute__, obj, name)
    return _missing if value is found else value


def has_get(cls: type) -> bool:
    return any("__get__" in class_namespace(base) for base in mro(cls))


def _class_value(cls: type, name: str) -> Any:
    """What the first class of the order of lookup says under a name, as it lies there, or `_missing`."""
    return next((space[name] for base in mro(cls) if name in (space := class_namespace(base))), _missing)


def _tried(read: Callable[..., object], *arguments: object) -> object:
    try:
        return read(*arguments)
    except Exception:
        return _missing


def _mentioned(cls: type) -> Iterator[str]:
    """Names that code near the object mentions: its class's methods and annotations, then every running frame."""
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


# What stands for another object ------------------------------------------------------------------------------

_PROXIES = (weakref.ProxyType, weakref.CallableProxyType)


def is_weak(obj: object) -> bool:
    """Whether this is a weak reference or a proxy, and so stands for another object."""
    return issubclass(type(obj), (weakref.ref, *_PROXIES))


def referent(weak: object) -> object | None:
    """The object that a weak reference or a proxy stands for, or None when it is gone."""
    if issubclass(type(weak), weakref.ref):
        return weakref.ref.__call__(weak)  # type: ignore[arg-type]
    # A proxy passes every question on to its object but this one: its own repr ends with the address.
    address = type(weak).__repr__(weak).rpartition(" at ")[2].rstrip(">")
    if address.endswith("dead") or int(address, 16) == id(None):
        return None
    tracked = gc.get_objects()
    found = (obj for objects in (tracked, gc.get_referents(*tracked)) for obj in objects if id(obj) == int(address, 16))
    return next(found, None)
