"""How each built-in container holds: one small function per type, entered in the table of `edges`.

Each reads through the type's own C methods (`dict.items`, `list.__iter__`), so that a subclass that overrides
them is not called, and compares by identity only.
"""

import collections
import contextvars
import itertools
import queue
import threading
import weakref
from collections.abc import Iterable, Sequence
from types import CellType, FunctionType, MappingProxyType, ModuleType
from typing import Any

from ..heap import attributes
from ..heap.roots import context_code, vars_of_module
from .edges import (
    Edge,
    attribute_edge,
    braces,
    key_of,
    names_edges_of,
    position_of,
    reference_code,
    safe_repr,
    short_repr,
)  # fmt: skip


@names_edges_of(dict)
def name_entry(holder: Any, rest: Sequence[object]) -> Edge | None:
    for position, (key, value) in enumerate(list(dict.items(holder))):
        if value is rest[0]:
            return _entry(holder, key, position)
        if key is rest[0]:
            return Edge(f"key {short_repr(key)}", f"list({_past(holder, dict, '__iter__')})[{position}]")
    return None


def _entry(holder: object, key: object, position: int) -> Edge:
    exact = safe_repr(key)
    if exact is None:
        text = f"<weak {attributes.type_name(type(key()))}>" if type(key) is weakref.ref else short_repr(key)
        return Edge(f"[{text}]", f"list(dict.values({{}}))[{position}]")
    if attributes.is_c_method(type(holder), "__getitem__"):
        return Edge(f"[{exact}]", "{}" + f"[{braces(exact)}]")
    return Edge(f"[{exact}]", f"dict.__getitem__({{}}, {braces(exact)})")


def _past(holder: object, cls: type, method: str) -> str:
    """The holder, iterated by the method of the built-in class where one of the user's own stands before it."""
    return "{}" if attributes.is_c_method(type(holder), method) else f"{cls.__name__}.{method}({{}})"


@names_edges_of(list, tuple, collections.deque)
def _sequence(holder: Any, rest: Sequence[object]) -> Edge | None:
    base: Any = next(cls for cls in (list, tuple, collections.deque) if issubclass(type(holder), cls))
    position = position_of(list(base.__iter__(holder)), rest[0])
    if position is None:
        return None
    fields = attributes.class_namespace(type(holder)).get("_fields")
    if base is tuple and type(fields) is tuple and position < len(fields) and type(fields[position]) is str:
        return attribute_edge(fields[position])
    if attributes.is_c_method(type(holder), "__getitem__"):
        return _item(position)
    return Edge(f"[{position}]", f"{base.__name__}.__getitem__({{}}, {position})")


@names_edges_of(set, frozenset)
def _set(holder: Any, rest: Sequence[object]) -> Edge | None:
    base: Any = set if issubclass(type(holder), set) else frozenset
    position = position_of(list(base.__iter__(holder)), rest[0])
    code = f"list({_past(holder, base, '__iter__')})"
    return None if position is None else Edge(f"a {attributes.type_name(type(holder))} item", f"{code}[{position}]")


def name_item(items: Iterable[object], target: object) -> Edge | None:
    position = position_of(items, target)
    return None if position is None else _item(position)


def _item(position: int) -> Edge:
    return Edge(f"[{position}]", "{}" + f"[{position}]")


def name_inside(space: Any, rest: Sequence[object]) -> Edge | None:
    """The edge inside a plain tuple or dict that the edge before it has led to."""
    if type(space) is tuple:
        return name_item(space, rest[0])
    return name_entry(space, rest) if type(space) is dict else None


def names_attributes_of(cls: type, *names: str) -> None:
    """Register what C keeps of an object under attributes, read past any of the user's own; what lies in a tuple or
    dict there is named together with it."""
    readers: list[tuple[str, Any]] = [(name, attributes.class_namespace(cls)[name].__get__) for name in names]

    def namer(holder: Any, rest: Sequence[object]) -> Edge | None:
        for name, read in readers:
            if read(holder) is rest[0] and rest[0] is not None:
                return join(attribute_edge(name), name_inside(rest[0], rest[1:]))
        return None

    names_edges_of(cls)(namer)


names_attributes_of(collections.defaultdict, "default_factory")
names_attributes_of(CellType, "cell_contents")
names_attributes_of(weakref.ref, "__callback__")


@names_edges_of(ModuleType)
def _module(holder: Any, rest: Sequence[object]) -> Edge | None:
    space = vars_of_module(holder)
    if rest[0] is not space:
        return None
    name = key_of(space, rest[1])
    if name is None:
        return attribute_edge("__dict__")
    return attribute_edge(name, 2, by_dict=type(holder) is not ModuleType)


@names_edges_of(type)
def _class(holder: Any, rest: Sequence[object]) -> Edge | None:
    name = key_of(attributes.class_namespace(holder), rest[1])
    if name is not None and is_value_of(rest[0], rest[1]):
        is_bound = type(rest[1]) is not FunctionType and attributes.has_get(type(rest[1]))
        return attribute_edge(name, 2, by_dict=is_bound or type(holder) is not type)
    return None


names_attributes_of(type, "__bases__", "__mro__", "__base__")


def is_value_of(space: object, obj: object) -> bool:
    """Whether a plain dictionary has this very object as a value; no `__eq__` of the user's is called."""
    return type(space) is dict and position_of(space.values(), obj) is not None


def join(first: Edge, second: Edge | None) -> Edge:
    if second is None:
        return first
    return Edge(first.text + second.text, second.code.replace("{}", first.code, 1), first.crosses + second.crosses)


_EMPTY: tuple[Any, ...] = ((), [], {}, set(), "", collections.deque(), {}.keys(), {}.values(), {}.items())
_ITERATORS: list[Any] = [
    map, zip, filter, enumerate, reversed, itertools.chain, itertools.islice, itertools.cycle,
    itertools.starmap, itertools.product, itertools.takewhile, itertools.dropwhile, itertools.accumulate,
    itertools.groupby, itertools._tee, itertools._tee_dataobject,  # type: ignore[attr-defined]
    itertools.zip_longest, itertools.compress, itertools.filterfalse, itertools.pairwise, itertools.repeat,
    type({}.values()), type({}.keys()), type({}.items()), type(reversed([])), type(iter(lambda: 0, 0)),
    *(type(iter(empty)) for empty in _EMPTY),
]  # fmt: skip


@names_edges_of(*dict.fromkeys(_ITERATORS))
def _iterator(holder: Any, rest: Sequence[object]) -> Edge | None:
    """What an iterator goes over: a function, an inner iterator, or the container itself."""
    code = reference_code(holder, rest[0])
    if rest[0] is type(holder) or code == "{}":
        return None
    if type(rest[0]) is tuple and type(holder) in (map, zip, itertools.zip_longest, itertools.product):
        inner = name_item(rest[0], rest[1])
        if inner is not None:
            return Edge(f"input {inner.text} of {type(holder).__name__}", code + inner.text, 2)
    return Edge(f"input of {type(holder).__name__}", code)


@names_edges_of(MappingProxyType)
def _proxy(holder: Any, rest: Sequence[object]) -> Edge | None:
    """The dictionary behind the proxy: its entries read as entries of the proxy, which `dict.values` does not take."""
    inner = name_entry(rest[0], rest[1:]) if type(rest[0]) is dict else None
    return None if inner is None else Edge(inner.text, inner.code.replace("dict.values({})", "{}.values()"), 2)


@names_edges_of(queue.SimpleQueue)
def _simple_queue(holder: Any, rest: Sequence[object]) -> Edge | None:
    """Up to Python 3.12 the items lie in a list of the queue's own; since then in the queue itself."""
    code = reference_code(holder, rest[0])
    if rest[0] is type(holder) or code == "{}":
        return None
    inner = name_item(rest[0], rest[1]) if type(rest[0]) is list else None
    return join(Edge("queued item ", code), inner)


@names_edges_of(memoryview)
def _memoryview(holder: Any, rest: Sequence[object]) -> Edge | None:
    return attribute_edge("obj", 2) if holder.obj is rest[1] else None


@names_edges_of(contextvars.Context)
def _context(holder: Any, rest: Sequence[object]) -> Edge | None:
    """Past the nodes of the immutable map inside: straight to the variable and its value."""
    for variable, value in holder.items():
        for crosses, item in enumerate(rest, 1):
            if item is value:
                return Edge(f"context variable {variable.name}", context_code(holder, variable), crosses)
    return None


@names_edges_of(contextvars.ContextVar)
def _context_variable(holder: Any, rest: Sequence[object]) -> Edge | None:
    """Its default is what an empty context gives."""
    try:
        default = contextvars.Context().run(holder.get)
    except LookupError:
        return None
    return Edge("default of the variable", "contextvars.Context().run({}.get)") if default is rest[0] else None


@names_edges_of(threading.local)
def _thread_local(holder: Any, rest: Sequence[object]) -> Edge | None:
    """The values of every thread lie in one dict of dicts; which is this thread's, the object itself tells.

    A subclass with an `__init__` is not asked: that runs when a thread first touches the object.
    """
    spaces: Any = rest[0]
    name = key_of(rest[1], rest[2]) if type(rest[1]) is dict and is_value_of(spaces, rest[1]) else None
    if name is None:
        return None
    mro = attributes.mro(type(holder))
    has_own_start = any(type(attributes.class_namespace(base).get("__init__")) is FunctionType for base in mro)
    if not has_own_start and threading.local.__getattribute__(holder, "__dict__") is rest[1]:
        return Edge(f".{name}", "{}" + f".{name}", 3)
    place = position_of(spaces.values(), rest[1])
    code = f"[*{reference_code(holder, spaces)}.values()][{place}][{name!r}]"
    return Edge(f".{name}" if has_own_start else f".{name} of another thread", code, 3)
