"""Where a walk starts, and what it leaves out: the roots of the running program, with the instrument taken
away.

A root is a place that the interpreter itself holds: an imported module, a running frame of any thread, a
thread, the current context, an exception being handled, a signal handler. Everything here reads; nothing of
the user's is called. The instrument's own frames are skipped by module name, its results (`Snapshot`, `Why`,
...) by `hide`.
"""

from __future__ import annotations

import contextvars
import gc
import inspect
import sys
import threading
import weakref
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType, ModuleType
from typing import Any

from lifetimes import labels

__all__ = [
    "Root",
    "Seed",
    "collector_paused",
    "frame_locals",
    "frame_place",
    "hidden_ids",
    "hide",
    "is_instrument",
    "modules",
    "seeds",
]

INSTRUMENT = ("lifetimes.observe", "lifetimes.labels", "lifetimes.cli", "lifetimes.pytest_plugin")
"""The modules whose frames are the instrument looking, and not part of what it looks at."""


@dataclass(frozen=True, slots=True, eq=False)
class Root:
    """A place that keeps things alive by itself. `code` is Python that reaches it; nothing is held."""

    kind: str
    text: str
    code: str


@dataclass(frozen=True, slots=True, eq=False)
class Seed:
    """One object that a root holds. `text` and `code` name the edge, empty when the root is the object
    itself.

    `counted` says that this is one reference which the collector cannot see (a local of a running function).
    """

    root: Root
    obj: object
    text: str = ""
    code: str = "{}"
    counted: bool = False
    frame: FrameType | None = None


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the collector from running because of what the instrument allocates: looking must free nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def seeds() -> list[Seed]:
    """All objects that the roots hold directly: modules, then frames with this thread's innermost first, then
    others.

    Modules come first so that a global is met in its module, and not through the `__globals__` of some
    function.
    """
    _emptied.clear()
    found = [*_module_seeds()]
    known_globals = {id(vars_of_module(module)) for module in modules().values() if is_module(module)}
    names = _thread_names()
    here = threading.get_ident()
    frames = sys._current_frames()
    try:
        for ident in sorted(frames, key=lambda ident: ident != here):
            of_thread = "" if ident == here else f" in thread {names.get(ident, str(ident))!r}"
            found += _thread_seeds(frames[ident], ident if of_thread else None, of_thread, known_globals)
    finally:
        frames.clear()  # our own frame is in it: a cycle, which would keep all that our callers hold
    found += _thread_object_seeds()
    found += _context_seeds(names.get(here, "this thread"))
    found += _exception_seeds(names)
    found += _hook_seeds()
    return found


def modules() -> dict[str, ModuleType]:
    """A copy of `sys.modules`, so that an import in another thread does not disturb a walk."""
    return {name: module for name, module in dict(sys.modules).items() if type(name) is str}


def is_module(obj: object) -> bool:
    return issubclass(type(obj), ModuleType)


def vars_of_module(module: object) -> dict[str, object]:
    """The module's dictionary, past any `__getattribute__` of a module subclass."""
    read: Any = vars(ModuleType)["__dict__"]
    space: dict[str, object] = read.__get__(module)
    return space


def is_instrument(frame: FrameType) -> bool:
    """Whether this frame runs the instrument's own code."""
    name = dict.get(frame.f_globals, "__name__")
    return type(name) is str and name.startswith(INSTRUMENT)


def frame_place(frame: FrameType) -> str:
    """`train() at train.py:12`, or `<module> at ...` for top-level code."""
    code = frame.f_code
    call = "" if code.co_name.startswith("<") else "()"
    return f"{code.co_name}{call} at {code.co_filename.rpartition('/')[2]}:{frame.f_lineno}"


def frame_locals(frame: FrameType) -> dict[str, object]:
    """The locals of a frame, without leaving anything behind in it.

    Up to Python 3.12 reading `f_locals` of a function stores a dictionary in the frame that goes on holding
    each value after its name is deleted: the instrument would itself keep alive what it reports on. So that
    dictionary is emptied again, unless the program holds it too (it called `locals()`), or a trace function
    is at work on this frame, since the interpreter then writes the dictionary back into the variables.
    """
    space: Any = frame.f_locals
    if type(space) is not dict and type(space).__name__ != "FrameLocalsProxy":
        return {}  # exec() with a mapping of the user's own: asking it would call user code
    copy = dict(space)
    fast = frame.f_code.co_flags & inspect.CO_OPTIMIZED
    if fast and type(space) is dict and sys.getrefcount(space) <= 3 and not _is_traced(frame):
        space.clear()
        _emptied.add(id(space))
    return copy


_emptied: set[int] = set()
"""The dictionaries that reading the frames has left in them, empty, since the last call of `seeds`."""


def _is_traced(frame: FrameType) -> bool:
    if frame.f_trace is not None or sys.getprofile() is not None:
        return True
    at_start = frame.f_lineno == frame.f_code.co_firstlineno
    return sys.gettrace() is not None and at_start


def _thread_seeds(
    innermost: FrameType | None, ident: int | None, of_thread: str, known_globals: set[int]
) -> Iterator[Seed]:
    frame, depth = innermost, 0
    while frame is not None:
        if not is_instrument(frame):
            yield from _frame_seeds(frame, depth, ident, of_thread, known_globals)
        frame, depth = frame.f_back, depth + 1


def _frame_seeds(
    frame: FrameType, depth: int, ident: int | None, of_thread: str, known_globals: set[int]
) -> Iterator[Seed]:
    code = frame.f_code
    place = f"{frame_place(frame)}{of_thread}"
    root = Root("frame", place, "")
    fast = bool(code.co_flags & inspect.CO_OPTIMIZED)
    if not fast and type(frame.f_locals) is not dict:
        yield Seed(
            root, frame.f_locals, "locals", "locals()" if ident is None else f"{_frame_code(ident, depth)}.f_locals"
        )
    if fast or frame.f_locals is not frame.f_globals:
        cells = {*code.co_cellvars, *code.co_freevars}
        arguments = _arguments(code)
        for name, value in frame_locals(frame).items():
            kind = "argument" if name in arguments else "local"
            expression = name if ident is None else f"{_frame_code(ident, depth)}.f_locals[{name!r}]"
            yield Seed(root, value, f"{kind} {name}", expression, fast and name not in cells, frame)
    if id(frame.f_globals) not in known_globals:
        expression = "globals()" if ident is None else f"{_frame_code(ident, depth)}.f_globals"
        yield Seed(root, frame.f_globals, "globals", expression)


def _arguments(code: Any) -> tuple[str, ...]:
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    names: tuple[str, ...] = code.co_varnames[:count]
    return names


def _frame_code(ident: int, depth: int) -> str:
    return f"sys._current_frames()[{ident}]" + ".f_back" * depth


def _module_seeds() -> Iterator[Seed]:
    for name, module in modules().items():
        if is_module(module):
            yield Seed(Root("module", f"module {name}", f"sys.modules[{name!r}]"), module)
        else:
            yield Seed(Root("module", "sys.modules", "sys.modules"), module, f"[{name!r}]", f"{{}}[{name!r}]")


def _threads() -> dict[int, threading.Thread]:
    # threading.enumerate() takes a lock that a stopped thread may hold; a copy of the dictionary needs none.
    active: dict[int, threading.Thread] = dict(threading._active)  # type: ignore[attr-defined]
    return active


def _thread_names() -> dict[int, str]:
    names = {ident: vars_of(thread).get("_name") for ident, thread in _threads().items()}
    return {ident: name if type(name) is str else str(ident) for ident, name in names.items()}


def vars_of(thread: threading.Thread) -> Mapping[str, object]:
    space: Mapping[str, object] = object.__getattribute__(thread, "__dict__")
    return space


def _thread_object_seeds() -> Iterator[Seed]:
    names = _thread_names()
    for ident, thread in _threads().items():
        yield Seed(Root("thread", f"thread {names[ident]!r}", f"threading._active[{ident}]"), thread)


def _context_seeds(thread: str) -> Iterator[Seed]:
    root = Root("context", f"context of thread {thread!r}", "contextvars.copy_context()")
    for variable, value in contextvars.copy_context().items():
        which = f"next(v for v in {{}} if v.name == {variable.name!r}).get()"
        yield Seed(root, value, f"context variable {variable.name}", which)


def _exception_seeds(names: dict[int, str]) -> Iterator[Seed]:
    for ident, info in sys._current_exceptions().items():
        error: object = info[1] if type(info) is tuple else info
        if error is not None:
            name = names.get(ident, str(ident))
            code = f"sys._current_exceptions()[{ident}]" + ("[1]" if type(info) is tuple else "")
            yield Seed(Root("exception", f"exception handled in thread {name!r}", code), error)


def _hook_seeds() -> Iterator[Seed]:
    for name in ("gettrace", "getprofile"):
        hook = getattr(sys, name)()
        if hook is not None:
            yield Seed(Root("interpreter", f"sys.{name[3:]} function", f"sys.{name}()"), hook)
    signals: Any = sys.modules.get("_signal")
    for number in signals.valid_signals() if signals is not None else ():
        handler = signals.getsignal(number)
        if handler is not None and type(handler) is not int:
            yield Seed(Root("interpreter", f"handler of signal {number}", f"signal.getsignal({number})"), handler)


class _Hidden(weakref.ref[object]):
    """A weak reference, so that leaving a result out does not keep it; it takes itself out of the table when
    it dies."""

    __slots__ = ("key",)
    key: int

    def __new__(cls, result: object, forget: Callable[[Any], None]) -> _Hidden:
        made = super().__new__(cls, result, forget)
        made.key = id(result)
        return made


_hidden: dict[int, _Hidden] = {}


def hide(result: object) -> None:
    """Leave a result of the instrument, and what it alone holds, out of every later answer."""
    _hidden[id(result)] = _Hidden(result, _forget)


def _forget(dead: _Hidden) -> None:
    _hidden.pop(dead.key, None)


def hidden_ids() -> set[int]:
    """The ids of all that is left out: the results still alive, the containers only they hold, the registry
    of labels."""
    pending = [entry() for entry in list(_hidden.values())]
    ids = {id(_hidden), *_emptied, *(id(entry) for entry in _hidden.values()), *map(id, labels.registry())}
    while pending:
        result = pending.pop()
        if result is None or id(result) in ids:
            continue
        ids.add(id(result))
        pending += [part for part in gc.get_referents(result) if _is_only_held_by_one(part)]
    return ids


def _is_only_held_by_one(part: object) -> bool:
    # Seen from here: the holder, the list that get_referents made, the loop's name, this argument,
    # getrefcount's own.
    return (type(part) in _CONTAINERS or _is_ours(type(part))) and sys.getrefcount(part) <= 5


_CONTAINERS = (list, dict, tuple, set, frozenset, array)


def _is_ours(cls: type) -> bool:
    module = vars(type)["__dict__"].__get__(cls).get("__module__")
    return type(module) is str and module.startswith(INSTRUMENT)
