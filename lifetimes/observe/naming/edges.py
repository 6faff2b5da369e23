"""The name of each edge, as the code would write it.

`gc.get_referents` tells that an object holds another, not by which name. Here a chain of objects becomes
steps such as `.weights`, `['w']`, `closure variable x`. A step may cross several objects: an instance, its
`__dict__` and the value are one `.weights`; a function, its tuple of cells, a cell and the content are one
closure variable. How each built-in type holds is in `containers` and `functions`; this file has what all objects
share, and the order in which it is tried.
"""

import gc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lifetimes import labels

from ..heap import attributes


@dataclass(frozen=True, slots=True)
class Edge:
    """One named hop. `text` says it, `code` writes it with `{}` for the holder, `crosses` counts objects passed."""

    text: str
    code: str
    crosses: int = 1


Namer = Callable[[object, Sequence[object]], Edge | None]
"""Takes a holder and the rest of the chain, with `END` behind it; names the edge, or gives None if it is another."""

END = object()

namers: dict[int, list[Namer]] = {}
"""By the id of the type: looking a class up would ask its metaclass for a hash."""

_TRUSTED = (
    "builtins", "functools", "itertools", "collections", "types", "_io", "_asyncio", "_thread", "_queue",
    "pandas._libs.internals",
)  # fmt: skip


def names_edges_of(*classes: type) -> Callable[[Namer], Namer]:
    """Register a namer for the instances of built-in classes and of their subclasses."""

    def enter(namer: Namer) -> Namer:
        for cls in classes:
            namers.setdefault(id(cls), []).append(namer)
        return namer

    return enter


def name_edge(holder: object, rest: Sequence[object]) -> Edge:
    """The edge from a holder towards `rest[0]`, or past it to a later object that reads better in one step."""
    rest = [*rest, END, END, END]
    for cls in attributes.mro(type(holder)):
        for namer in namers.get(id(cls), ()):
            edge = namer(holder, rest)
            if edge is not None:
                return edge
    edge = _in_table(holder, rest) or _labelled(holder, rest[0]) or _attribute(holder, rest)
    # The last resort: which of the references the collector reports it is; true, walkable, and nameless.
    text = f"reference held by {attributes.type_name(type(holder))}"
    return edge or Edge(text, reference_code(holder, rest[0]))


def _in_table(holder: object, rest: Sequence[object]) -> Edge | None:
    """An entry of a dictionary for which the class of the holder has declared the method that reads it."""
    for name, method in labels.tables(type(holder)):
        space = attributes.own_value(holder, name)
        at = position_of(rest[:2], space)
        if at is None or type(space) is not dict:
            continue
        found = [safe_repr(key) for key, value in space.items() if value is rest[at + 1]]
        if found and found[0] is not None:
            return Edge(f".{name}[{found[0]}]", "{}" + f".{method}({braces(found[0])})", at + 2)
    return None


def _labelled(holder: object, target: object) -> Edge | None:
    if not labels.traits(type(holder)).holds:
        return None
    for text, held in labels.holds(holder):
        if held is target:
            return Edge(text, "{}" + text if text.startswith((".", "[")) else reference_code(holder, target))
    return None


def _attribute(holder: object, rest: Sequence[object]) -> Edge | None:
    target = rest[0]
    if target is type(holder):
        return Edge(".__class__", "type({})")
    name = (
        attributes.member_name(holder, target)
        or attributes.attribute_name(holder, target)
        or attributes.getter_name(holder, target, _TRUSTED)
    )
    if name is not None:
        return own_attribute(holder, name, target)
    if type(target) is dict:
        # Perhaps its `__dict__`, which some C types keep without saying so: a plain read of the key will tell.
        name = key_of(target, rest[1])
        if name is not None and attributes.own_value(holder, name) is rest[1]:
            return own_attribute(holder, name, rest[1], 2)
    space = attributes.instance_dict(holder)
    if space is None:
        return None
    if target is space:
        name = key_of(space, rest[1])
        return attribute_edge("__dict__") if name is None else own_attribute(holder, name, rest[1], 2)
    name = key_of(space, target)
    return own_attribute(holder, name, target) if name is not None else None


def own_attribute(holder: object, name: str, value: object, crosses: int = 1) -> Edge:
    """`.name` of an instance; the code reads past a property, or whatever else the user put in its way."""
    if not attributes.is_name(name) or attributes.plain_read(holder, name) is value:
        return attribute_edge(name, crosses)
    if attributes.own_value(holder, name) is value:
        return Edge(f".{name}", f"object.__getattribute__({{}}, {name!r})", crosses)
    if (attributes.instance_dict(holder) or {}).get(name) is value:
        return attribute_edge(name, crosses, by_dict=True)
    return Edge(f".{name}", reference_code(holder, value), crosses)


def attribute_edge(name: str, crosses: int = 1, *, by_dict: bool = False) -> Edge:
    """`.name`, or the entry of `__dict__` where the name cannot be written after a dot."""
    if not attributes.is_name(name):
        return Edge(f".__dict__[{name!r}]", "{}" + f".__dict__[{braces(repr(name))}]", crosses)
    return Edge(f".{name}", "{}" + (f".__dict__[{name!r}]" if by_dict else f".{name}"), crosses)


def key_of(space: object, value: object) -> str | None:
    """The string key under which a namespace holds exactly this value."""
    for key, found in list(space.items()):  # type: ignore[attr-defined]
        if found is value and type(key) is str:
            return key
    return None


def reference_code(holder: object, target: object) -> str:
    """The way by what the collector reports, or the holder alone where it does not report the target."""
    position = position_of(gc.get_referents(holder), target)
    return "{}" if position is None else f"gc.get_referents({{}})[{position}]"


def position_of(items: Iterable[object], target: object) -> int | None:
    """The place of the target itself among the items, which are not asked whether they are equal to it."""
    return next((position for position, item in enumerate(items) if item is target), None)


def braces(text: str) -> str:
    """Text that survives `str.format` as it is."""
    return text.replace("{", "{{").replace("}", "}}")


def safe_repr(key: object, limit: int = 40) -> str | None:
    """The repr of a key that is Python for it, or None: a key of the user's own type is never asked for one."""
    text = repr(key) if _is_plain(key) and _is_finite(key) else None
    return text if text is not None and len(text) <= limit else None


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


def _is_finite(key: object) -> bool:
    """Whether no infinity and no nan is in a plain key: they are written as names that nobody has."""
    if isinstance(key, tuple):
        return all(map(_is_finite, key))
    return not isinstance(key, float | complex) or key - key == 0
