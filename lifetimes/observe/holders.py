"""How each built-in type holds: one small function per type, entered in the table of `edges`.

Each reads through the type's own C methods (`dict.items`, `list.__iter__`), so that a subclass that overrides them is
not called, and compares by identity only.
"""

from __future__ import annotations

import collections
import contextvars
import functools
import gc
import itertools
import threading
import types
import weakref
from collections.abc import Iterable, Sequence
from types import CellType, FrameType, FunctionType, GeneratorType, MappingProxyType, ModuleType, TracebackType
from typing import Any

from lifetimes.observe import attributes, heap
from lifetimes.observe.edges import Edge, attribute_edge, braces, key_of, names_edges_of, safe_repr, short_repr

__all__: list[str] = []


@names_edges_of(dict)
def _dict(holder: Any, rest: Sequence[object]) -> Edge | None:
    for position, (key, value) in enumerate(list(dict.items(holder))):
        if value is rest[0]:
            return _entry(key, position)
        if key is rest[0]:
            return Edge(f"key {short_repr(key)}", "list({})" + f"[{position}]")
    return None


def _entry(key: object, position: int) -> Edge:
    exact = safe_repr(key)
    if exact is not None:
        return Edge(f"[{exact}]", "{}" + f"[{braces(exact)}]")
    text = f"<weak {type(key()).__name__}>" if type(key) is weakref.ref else short_repr(key)
    return Edge(f"[{text}]", "list({}.values())" + f"[{position}]")


@names_edges_of(collections.defaultdict)
def _defaultdict(holder: Any, rest: Sequence[object]) -> Edge | None:
    factory = collections.defaultdict.__dict__["default_factory"].__get__(holder)
    return attribute_edge("default_factory") if factory is rest[0] else _dict(holder, rest)


@names_edges_of(list)
def _list(holder: Any, rest: Sequence[object]) -> Edge | None:
    return _item(list.__iter__(holder), rest[0])


@names_edges_of(collections.deque)
def _deque(holder: Any, rest: Sequence[object]) -> Edge | None:
    return _item(list(collections.deque.__iter__(holder)), rest[0])


@names_edges_of(tuple)
def _tuple(holder: Any, rest: Sequence[object]) -> Edge | None:
    fields = attributes.class_namespace(type(holder)).get("_fields")
    edge = _item(tuple.__iter__(holder), rest[0])
    if edge is not None and type(fields) is tuple:
        position = int(edge.text[1:-1])
        if position < len(fields) and type(fields[position]) is str:
            return attribute_edge(fields[position])
    return edge


@names_edges_of(set, frozenset)
def _set(holder: Any, rest: Sequence[object]) -> Edge | None:
    iterate = set.__iter__ if set in attributes.mro(type(holder)) else frozenset.__iter__
    edge = _item(list(iterate(holder)), rest[0])
    return None if edge is None else Edge(f"a {type(holder).__name__} item", "list({})" + edge.text)


def _item(items: Iterable[object], target: object) -> Edge | None:
    for position, item in enumerate(items):
        if item is target:
            return Edge(f"[{position}]", "{}" + f"[{position}]")
    return None


@names_edges_of(CellType)
def _cell(holder: Any, rest: Sequence[object]) -> Edge | None:
    return attribute_edge("cell_contents")


@names_edges_of(ModuleType)
def _module(holder: Any, rest: Sequence[object]) -> Edge | None:
    space = heap.vars_of_module(holder)
    if rest[0] is not space:
        return None
    name = key_of(space, rest[1]) if len(rest) > 1 else None
    return Edge(".__dict__", "{}.__dict__") if name is None else attribute_edge(name, 2)


@names_edges_of(type)
def _class(holder: Any, rest: Sequence[object]) -> Edge | None:
    space = attributes.class_namespace(holder)
    target = rest[0]
    if type(target) is dict and len(rest) > 1:
        name = key_of(space, rest[1])
        if name is not None and rest[1] in _values(target):
            return attribute_edge(name, 2)
    for attribute in ("__bases__", "__mro__", "__base__"):
        value = type.__dict__[attribute].__get__(holder)
        if value is target:
            inner = _item(value, rest[1]) if len(rest) > 1 and type(value) is tuple else None
            return _joined(attribute_edge(attribute), inner)
    return None


def _values(space: dict[object, object]) -> "_Identities":
    return _Identities(space.values())


class _Identities:
    """Membership by identity, so that no `__eq__` of the user's is called."""

    def __init__(self, items: Iterable[object]) -> None:
        self._ids = {id(item) for item in items}

    def __contains__(self, item: object) -> bool:
        return id(item) in self._ids


def _joined(first: Edge, second: Edge | None) -> Edge:
    if second is None:
        return first
    return Edge(first.text + second.text, second.code.replace("{}", first.code, 1), first.crosses + second.crosses)


@names_edges_of(FunctionType)
def _function(holder: FunctionType, rest: Sequence[object]) -> Edge | None:
    return _closure(holder, rest) or _defaults(holder, rest) or _function_dicts(holder, rest)


def _closure(holder: FunctionType, rest: Sequence[object]) -> Edge | None:
    cells = holder.__closure__
    if cells is None or rest[0] is not cells or len(rest) < 2:
        return attribute_edge("__closure__") if cells is not None and rest[0] is cells else None
    for position, cell in enumerate(cells):
        if cell is rest[1]:
            name = holder.__code__.co_freevars[position]
            code = "{}" + f".__closure__[{position}]"
            if len(rest) == 2:
                return Edge(f"closure cell {name}", code, 2)
            return Edge(f"closure variable {name}", f"{code}.cell_contents", 3)
    return None


def _defaults(holder: FunctionType, rest: Sequence[object]) -> Edge | None:
    values = FunctionType.__dict__["__defaults__"].__get__(holder)
    if values is not None and rest[0] is values:
        inner = _item(values, rest[1]) if len(rest) > 1 else None
        if inner is None:
            return attribute_edge("__defaults__")
        names = holder.__code__.co_varnames[: holder.__code__.co_argcount]
        name = names[len(names) - len(values) + int(inner.text[1:-1])]
        return Edge(f"default of argument {name}", "{}.__defaults__" + inner.text, 2)
    keywords = FunctionType.__dict__["__kwdefaults__"].__get__(holder)
    if keywords is not None and rest[0] is keywords:
        name_ = key_of(keywords, rest[1]) if len(rest) > 1 else None
        if name_ is None:
            return attribute_edge("__kwdefaults__")
        return Edge(f"default of argument {name_}", "{}.__kwdefaults__" + f"[{name_!r}]", 2)
    return None


def _function_dicts(holder: FunctionType, rest: Sequence[object]) -> Edge | None:
    target = rest[0]
    if type(target) is not dict:
        return None
    if target is holder.__globals__:
        inner = _dict(target, rest[1:]) if len(rest) > 1 else None
        return _joined(attribute_edge("__globals__"), inner)
    if target is FunctionType.__dict__["__annotations__"].__get__(holder):
        inner = _dict(target, rest[1:]) if len(rest) > 1 else None
        return _joined(attribute_edge("__annotations__"), inner)
    if target is FunctionType.__dict__["__dict__"].__get__(holder) and len(rest) > 1:
        name = key_of(target, rest[1])
        return None if name is None else attribute_edge(name, 2)
    return None


@names_edges_of(FrameType)
def _frame(holder: FrameType, rest: Sequence[object]) -> Edge | None:
    if rest[0] is holder.f_back:
        return attribute_edge("f_back")
    return _local(heap.frame_locals(holder), rest, heap.frame_place(holder), "{}.f_locals")


def _local(space: dict[str, object], rest: Sequence[object], place: str, code: str) -> Edge | None:
    """A local of a frame that rests: held itself, or through the cell that a closure shares."""
    crosses = 2 if type(rest[0]) is CellType and len(rest) > 1 else 1
    name = key_of(space, rest[crosses - 1])
    return None if name is None else Edge(f"local {name} of {place}", f"{code}[{name!r}]", crosses)


def _paused(frame_attribute: str, awaited: str) -> Any:
    """The namer for a generator-like type: its locals, what it waits for, and temporaries of its expression."""

    def namer(holder: Any, rest: Sequence[object]) -> Edge | None:
        frame = getattr(holder, frame_attribute)
        if frame is None:
            return None
        place = f"{type(holder).__name__} {heap.frame_place(frame)}"
        if getattr(holder, awaited) is rest[0]:
            return attribute_edge(awaited)
        return _local(heap.frame_locals(frame), rest, place, "{}" + f".{frame_attribute}.f_locals")

    return namer


names_edges_of(GeneratorType)(_paused("gi_frame", "gi_yieldfrom"))
names_edges_of(types.CoroutineType)(_paused("cr_frame", "cr_await"))
names_edges_of(types.AsyncGeneratorType)(_paused("ag_frame", "ag_await"))


@names_edges_of(TracebackType)
def _traceback(holder: TracebackType, rest: Sequence[object]) -> Edge | None:
    if rest[0] is not holder.tb_frame:
        return attribute_edge("tb_next") if rest[0] is holder.tb_next else None
    inner = _frame(holder.tb_frame, rest[1:]) if len(rest) > 1 else None
    if inner is None or inner.text.startswith("."):
        return attribute_edge("tb_frame")
    return Edge(inner.text, inner.code.replace("{}", "{}.tb_frame", 1), inner.crosses + 1)


@names_edges_of(BaseException)
def _exception(holder: BaseException, rest: Sequence[object]) -> Edge | None:
    for attribute in ("args", "__cause__", "__context__", "__traceback__"):
        value = BaseException.__dict__[attribute].__get__(holder)
        if value is rest[0] and value is not None:
            inner = _item(value, rest[1]) if type(value) is tuple and len(rest) > 1 else None
            return _joined(attribute_edge(attribute), inner)
    return None


@names_edges_of(functools.partial)
def _partial(holder: Any, rest: Sequence[object]) -> Edge | None:
    for attribute in ("func", "args", "keywords"):
        value = functools.partial.__dict__[attribute].__get__(holder)
        if value is rest[0]:
            inner = None
            if len(rest) > 1 and type(value) is tuple:
                inner = _item(value, rest[1])
            elif len(rest) > 1 and type(value) is dict:
                inner = _dict(value, rest[1:])
            return _joined(attribute_edge(attribute), inner)
    return None


_Cached: Any = type(functools.lru_cache(lambda: None))


@names_edges_of(_Cached)
def _lru_cache(holder: Any, rest: Sequence[object]) -> Edge | None:
    """A bounded cache lists key, result, key, result, ... to the collector; an unbounded one has a plain dict."""
    held = gc.get_referents(holder)
    for position, item in enumerate(held):
        if item is not rest[0]:
            continue
        code = "gc.get_referents({})" + f"[{position}]"
        if type(item) is dict and len(rest) > 1 and rest[1] in _values(item):
            inner = _dict(item, rest[1:])
            return None if inner is None else _joined(Edge("cached result ", code), inner)
        following = held[position + 1] if position + 1 < len(held) else None
        if type(following) is type and following.__name__ == "_lru_list_elem" and position:
            return Edge(f"cached result for {short_repr(held[position - 1])}", code)
    return None


_ITERATORS = [
    map, zip, filter, enumerate, reversed, itertools.chain, itertools.islice, itertools.cycle, itertools.starmap,
    itertools.product, itertools.takewhile, itertools.dropwhile, itertools.accumulate, itertools.groupby,
    itertools.zip_longest, itertools.compress, itertools.filterfalse, itertools.pairwise, itertools.repeat,
    *(type(iter(empty)) for empty in ((), [], {}, set(), "", collections.deque(), {}.keys(), {}.values(), {}.items())),
    type(iter(lambda: 0, 0)), type({}.values()), type({}.keys()), type({}.items()), type(reversed([])),
]  # fmt: skip


@names_edges_of(*dict.fromkeys(_ITERATORS))
def _iterator(holder: Any, rest: Sequence[object]) -> Edge | None:
    """What an iterator goes over: a function, an inner iterator, or the container itself."""
    held = gc.get_referents(holder)
    position = next((n for n, item in enumerate(held) if item is rest[0]), None)
    if position is None or rest[0] is type(holder):
        return None
    code = "gc.get_referents({})" + f"[{position}]"
    if type(rest[0]) is tuple and len(rest) > 1 and type(holder) in (map, zip, itertools.zip_longest, itertools.product):
        inner = _item(rest[0], rest[1])
        if inner is not None:
            return Edge(f"input {inner.text} of {type(holder).__name__}", code + inner.text, 2)
    return Edge(f"input of {type(holder).__name__}", code)


@names_edges_of(MappingProxyType)
def _proxy(holder: Any, rest: Sequence[object]) -> Edge | None:
    return _iterator(holder, rest)


@names_edges_of(memoryview)
def _memoryview(holder: memoryview, rest: Sequence[object]) -> Edge | None:
    return attribute_edge("obj", 2) if len(rest) > 1 and holder.obj is rest[1] else None


@names_edges_of(contextvars.Context)
def _context(holder: contextvars.Context, rest: Sequence[object]) -> Edge | None:
    """Past the nodes of the immutable map inside: straight to the variable and its value."""
    for variable, value in holder.items():
        for crosses, item in enumerate(rest, 1):
            if item is value:
                code = f"next(v for k, v in {{}}.items() if k.name == {variable.name!r})"
                return Edge(f"context variable {variable.name}", code, crosses)
    return None


@names_edges_of(threading.local)
def _thread_local(holder: Any, rest: Sequence[object]) -> Edge | None:
    """The values of every thread lie in one dict of dicts; which is this thread's, the object itself tells.

    A subclass is not asked: its `__init__` runs when a thread first touches the object.
    """
    if len(rest) < 3 or type(rest[0]) is not dict or type(rest[1]) is not dict or rest[1] not in _values(rest[0]):
        return None
    name = key_of(rest[1], rest[2])
    if name is None:
        return None
    if type(holder) is threading.local and attributes.instance_dict(holder) is rest[1]:
        return Edge(f".{name}", "{}" + f".{name}", 3)
    position = next(n for n, item in enumerate(gc.get_referents(holder)) if item is rest[0])
    code = f"next(d for d in gc.get_referents({{}})[{position}].values() if {name!r} in d)[{name!r}]"
    return Edge(f".{name} of another thread", code, 3)


@names_edges_of(weakref.ref)
def _weakref(holder: Any, rest: Sequence[object]) -> Edge | None:
    return attribute_edge("__callback__") if holder.__callback__ is rest[0] else None
