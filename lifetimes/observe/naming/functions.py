"""How code and its running parts hold: functions, frames, generators, exceptions, partials, caches."""

import functools
import gc
import types
from collections.abc import Sequence
from types import CellType, FrameType, FunctionType, GeneratorType, TracebackType
from typing import Any

from ..heap.frames import frame_locals, frame_place
from .containers import is_value_of, join, name_entry, name_inside, names_attributes_of
from .edges import END, Edge, attribute_edge, key_of, names_edges_of, position_of, short_repr


@names_edges_of(FunctionType)
def _closure(holder: Any, rest: Sequence[object]) -> Edge | None:
    cells: tuple[object, ...] | None = holder.__closure__
    if cells is None or rest[0] is not cells:
        return None
    if rest[1] is END:
        return attribute_edge("__closure__")
    position = position_of(cells, rest[1])
    if position is None:
        return None
    name = holder.__code__.co_freevars[position]
    code = "{}" + f".__closure__[{position}]"
    if rest[2] is END:
        return Edge(f"closure cell {name}", code, 2)
    return Edge(f"closure variable {name}", f"{code}.cell_contents", 3)


@names_edges_of(FunctionType)
def _defaults(holder: Any, rest: Sequence[object]) -> Edge | None:
    space: Any = rest[0]
    if space is holder.__kwdefaults__ and space is not None:
        name = key_of(space, rest[1])
        return None if name is None else Edge(f"default of argument {name}", "{}.__kwdefaults__" + f"[{name!r}]", 2)
    position = position_of(space, rest[1]) if space is holder.__defaults__ and space is not None else None
    if position is None:
        return None
    names = holder.__code__.co_varnames[: holder.__code__.co_argcount]
    name = names[len(names) - len(space) + position]
    return Edge(f"default of argument {name}", "{}.__defaults__" + f"[{position}]", 2)


@names_edges_of(FunctionType)
def _namespaces(holder: Any, rest: Sequence[object]) -> Edge | None:
    for attribute in ("__defaults__", "__kwdefaults__", "__globals__", "__closure__"):
        if rest[0] is getattr(holder, attribute) and rest[0] is not None:
            return join(attribute_edge(attribute), name_inside(rest[0], rest[1:]))
    space: Any = FunctionType.__dict__["__dict__"].__get__(holder)
    if rest[0] is space:
        name = key_of(space, rest[1])
        return None if name is None else attribute_edge(name, 2)
    if type(rest[0]) is tuple:  # annotations that nobody has asked for yet: names and values in turn
        values = dict(zip(rest[0][::2], rest[0][1::2], strict=False))
        return join(attribute_edge("__annotations__"), name_entry(values, rest[1:]))
    is_asked = type(rest[0]) is dict and rest[0] is holder.__annotations__
    return join(attribute_edge("__annotations__"), name_inside(rest[0], rest[1:])) if is_asked else None


@names_edges_of(FrameType)
def _frame(holder: Any, rest: Sequence[object]) -> Edge | None:
    if rest[0] is holder.f_back:
        return attribute_edge("f_back")
    return _local(frame_locals(holder), rest, frame_place(holder), "{}.f_locals")


def _local(space: dict[str, object], rest: Sequence[object], place: str, code: str) -> Edge | None:
    """A local of a frame that rests: held itself, or through the cell that a closure shares."""
    crosses = 2 if type(rest[0]) is CellType and rest[1] is not END else 1
    name = key_of(space, rest[crosses - 1])
    return None if name is None else Edge(f"local {name} of {place}", f"{code}[{name!r}]", crosses)


def _paused(frame_attribute: str, awaited: str) -> Any:
    """The namer for a generator-like type: its locals, what it waits for, and temporaries of its expression."""

    def namer(holder: Any, rest: Sequence[object]) -> Edge | None:
        frame = getattr(holder, frame_attribute)
        if frame is None:
            return None
        place = f"{type(holder).__name__.replace('_', ' ')} {frame_place(frame)}"
        if getattr(holder, awaited) is rest[0]:
            return attribute_edge(awaited)
        return _local(frame_locals(frame), rest, place, "{}" + f".{frame_attribute}.f_locals")

    return namer


names_edges_of(GeneratorType)(_paused("gi_frame", "gi_yieldfrom"))
names_edges_of(types.CoroutineType)(_paused("cr_frame", "cr_await"))
names_edges_of(types.AsyncGeneratorType)(_paused("ag_frame", "ag_await"))


@names_edges_of(TracebackType)
def _traceback(holder: Any, rest: Sequence[object]) -> Edge | None:
    if rest[0] is not holder.tb_frame:
        return attribute_edge("tb_next") if rest[0] is holder.tb_next else None
    inner = _frame(holder.tb_frame, rest[1:])
    if inner is None or inner.text.startswith("."):
        return attribute_edge("tb_frame")
    return Edge(inner.text, inner.code.replace("{}", "{}.tb_frame", 1), inner.crosses + 1)


names_attributes_of(BaseException, "args", "__cause__", "__context__", "__traceback__")
names_attributes_of(functools.partial, "func", "args", "keywords")
names_attributes_of(types.BuiltinFunctionType, "__self__")

_Cached: Any = type(functools.lru_cache(lambda: None))


@names_edges_of(_Cached)
def _lru_cache(holder: Any, rest: Sequence[object]) -> Edge | None:
    """A bounded cache lists key, result, key, result, ... to the collector; an unbounded one has a plain dict."""
    held = gc.get_referents(holder)
    position = position_of(held, rest[0])
    if position is None:
        return None
    item, code = held[position], "gc.get_referents({})" + f"[{position}]"
    if is_value_of(item, rest[1]):
        inner = name_entry(item, rest[1:])
        return None if inner is None else join(Edge("cached result ", code), inner)
    if type(item) is dict and type(rest[1]) is tuple and rest[2] is not END:
        place = position_of(item, rest[1])
        return None if place is None else _cached_argument(holder, rest[1:], f"list({code})[{place}]", 2)
    if type(item) is tuple and rest[1] is not END:
        return _cached_argument(holder, rest, code, 1)
    # A text is a key as it is, and may be the result of a call as well: so the place that counts need not be the first.
    for place, (key, result, link) in enumerate(zip(held, held[1:], held[2:], strict=False), 1):
        if result is rest[0] and type(link) is type and link.__name__ == "_lru_list_elem":
            return Edge(f"cached result for {short_repr(key)}", f"gc.get_referents({{}})[{place}]")
    return None


def _cached_argument(holder: Any, rest: Sequence[object], code: str, crosses: int) -> Edge | None:
    """An argument in the key of a cached call: those by position, then a mark, then names and values in turn."""
    key: Any = rest[0]
    position = position_of(key, rest[1])
    cached = getattr(holder, "__wrapped__", None)
    if position is None or type(cached) is not FunctionType:
        return None
    by_position = next((number for number, item in enumerate(key) if type(item) is object), len(key))
    names = cached.__code__.co_varnames[: cached.__code__.co_argcount]
    if position < by_position:
        which = f"{position} ({names[position]})" if position < len(names) else str(position)
    else:
        which = key[position - 1] if type(key[position - 1]) is str else str(position)
    name = cached.__qualname__.rpartition("<locals>.")[2]
    text = f"argument {which} of the cached call `{name}`"
    return Edge(text, f"{code}[{position}]", crosses + 1)
