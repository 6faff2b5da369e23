"""The name of each edge, as the code would write it.

`gc.get_referents` tells that an object holds another, not by which name. Here a chain of objects becomes
steps such as `.weights`, `['w']`, `closure variable x`. A step may cross several objects: an instance, its
`__dict__` and the value are one `.weights`; a function, its tuple of cells, a cell and the content are one
closure variable. How each built-in type holds is in `holders`; this file has what all objects share, and the
order in which it is tried.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lifetimes import labels

from ..heap import attributes

__all__ = ["Edge", "Namer", "name_edge", "safe_repr"]


@dataclass(frozen=True, slots=True)
class Edge:
    """One named hop. `text` says it, `code` writes it with `{}` for the holder, `crosses` counts objects passed."""

    text: str
    code: str
    crosses: int = 1


Namer = Callable[[object, Sequence[object]], Edge | None]
"""Takes a holder and the rest of the chain (at least the next object); names the edge, or None if it is another."""

namers: dict[int, list[Namer]] = {}
"""By the id of the type: looking a class up would ask its metaclass for a hash."""

_TRUSTED = (
    "builtins",
    "functools",
    "itertools",
    "collections",
    "types",
    "_io",
    "_asyncio",
    "_thread",
    "_queue",
)


def names_edges_of(*classes: type) -> Callable[[Namer], Namer]:
    """Register a namer for the instances of built-in classes and of their subclasses."""

    def enter(namer: Namer) -> Namer:
        for cls in classes:
            namers.setdefault(id(cls), []).append(namer)
        return namer

    return enter


def name_edge(holder: object, rest: Sequence[object]) -> Edge:
    """The edge from a holder towards `rest[0]`, or past it to a later object that reads better in one step."""
    for cls in attributes.mro(type(holder)):
        for namer in namers.get(id(cls), ()):
            edge = namer(holder, rest)
            if edge is not None:
                return edge
    return _labelled(holder, rest[0]) or _attribute(holder, rest) or _by_position(holder, rest[0])


def _labelled(holder: object, target: object) -> Edge | None:
    if not labels.traits(type(holder)).holds:
        return None
    for text, held in labels.holds(holder):
        if held is target:
            return Edge(text, "{}" + text if text.startswith((".", "[")) else _gc_code(holder, target))
    return None


def _attribute(holder: object, rest: Sequence[object]) -> Edge | None:
    target = rest[0]
    if target is type(holder):
        return Edge(".__class__", "{}.__class__")
    name = attributes.member_name(holder, target) or attributes.attribute_name(holder, target)
    if name is None:
        name = attributes.getter_name(holder, target, _TRUSTED)
    if name is not None:
        return attribute_edge(name)
    if type(target) is dict and len(rest) > 1:
        # Perhaps its `__dict__`, which some C types keep without saying so: a plain read of the key will tell.
        name = key_of(target, rest[1])
        if name is not None and attributes.own_value(holder, name) is rest[1]:
            return attribute_edge(name, 2)
    space = attributes.instance_dict(holder)
    if space is None:
        return None
    if target is space and len(rest) > 1:
        name = key_of(space, rest[1])
        return attribute_edge(name, 2) if name is not None else Edge(".__dict__", "{}.__dict__")
    if target is space:
        return Edge(".__dict__", "{}.__dict__")
    name = key_of(space, target)
    return attribute_edge(name) if name is not None else None


def attribute_edge(name: str, crosses: int = 1) -> Edge:
    """`.name`, or the entry of `__dict__` where the name cannot be written after a dot."""
    if name.isidentifier():
        return Edge(f".{name}", "{}" + f".{name}", crosses)
    return Edge(f".__dict__[{name!r}]", "{}" + f".__dict__[{braces(repr(name))}]", crosses)


def key_of(space: object, value: object) -> str | None:
    """The string key under which a namespace holds exactly this value."""
    for key, found in list(space.items()):  # type: ignore[attr-defined]
        if found is value and type(key) is str:
            return key
    return None


def _by_position(holder: object, target: object) -> Edge:
    """The last resort: which of the references the collector reports it is; true, walkable, and nameless."""
    return Edge(f"reference held by {attributes.type_name(type(holder))}", _gc_code(holder, target))


def _gc_code(holder: object, target: object) -> str:
    for position, held in enumerate(gc.get_referents(holder)):
        if held is target:
            return "gc.get_referents({})" + f"[{position}]"
    return "{}"


def braces(text: str) -> str:
    """Text that survives `str.format` as it is."""
    return text.replace("{", "{{").replace("}", "}}")


def safe_repr(key: object, limit: int = 40) -> str | None:
    """The repr of a key made of plain built-in values, or None: a key of the user's own type is never asked for one."""
    if not _is_plain(key):
        return None
    text = repr(key)
    return text if len(text) <= limit else None


def short_repr(key: object, limit: int = 40) -> str:
    """A repr to read: shortened, or the type where a repr would call user code."""
    if not _is_plain(key):
        return f"<{attributes.type_name(type(key))}>"
    text = repr(key)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _is_plain(key: object) -> bool:
    if type(key) is tuple:
        return len(key) < 20 and all(map(_is_plain, key))
    return type(key) in (str, int, float, bool, bytes, complex, type(None))
