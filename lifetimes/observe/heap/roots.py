"""Where a walk starts: the roots of the running program, with the instrument taken away.

A root is a place that the interpreter itself holds: an imported module, a running frame of any thread, a
thread, a context, an exception being handled, a signal handler. Everything here reads; nothing of the user's
is called.
"""

import contextvars
import gc
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import FrameType, ModuleType
from typing import Any

from lifetimes import labels

from .attributes import is_name, own_value
from .frames import frame_locals, frame_place, is_fast, is_instrument, running_frames


@dataclass(slots=True, eq=False)
class Root:
    """A place that keeps things alive by itself. `code` is Python that reaches it; nothing is held."""

    kind: str
    text: str
    code: str
    advice: str = ""


@dataclass(slots=True, eq=False)
class Seed:
    """One object that a root holds. `text` and `code` name the edge, empty when the root is the object itself.

    `counted` says that this is one reference which the collector cannot see (a local of a running function), and
    `is_shared` that a cell has it which the collector does see (a local that functions inside share).
    """

    root: Root
    obj: object
    text: str = ""
    code: str = "{}"
    counted: bool = False
    frame: FrameType | None = None
    is_shared: bool = False


def seeds() -> list[Seed]:
    """All objects that the roots hold directly: modules, then frames with this thread's innermost first, then others.

    Modules come first so that a global is met in its module, and not through the `__globals__` of some
    function.
    """
    found = [Seed(Root("declared", text, code, advice), obj) for text, code, obj, advice in labels.roots()]
    found += _module_seeds()
    named_globals = module_parts()
    # threading.enumerate() takes a lock that a stopped thread may hold; a copy of the dictionary needs none.
    threads: dict[int, threading.Thread] = dict(threading._active)  # type: ignore[attr-defined]
    told = {ident: own_value(thread, "_name") for ident, thread in threads.items()}
    names = {ident: name if type(name) is str else str(ident) for ident, name in told.items()}
    here = threading.get_ident()
    frames = sys._current_frames()
    try:
        for ident in sorted(frames, key=lambda ident: ident != here):
            of_thread = "" if ident == here else f" in thread {names.get(ident, str(ident))!r}"
            innermost = "sys._getframe()" if ident == here else f"sys._current_frames()[{ident}]"
            asks = ident == here
            stack = list(running_frames(frames[ident]))
            for from_outside, frame in zip(range(-len(stack), 0), stack, strict=True):
                if not is_instrument(frame):
                    # Counted from the outside: calls made meanwhile do not move a frame.
                    code = f"[*traceback.walk_stack({innermost})][{from_outside}][0]"
                    found += _frame_seeds(frame, of_thread, code, asks, named_globals)
                    asks = False
            stack.clear()
    finally:
        frames.clear()  # our own frame is in it: a cycle, which would keep all that our callers hold
    for ident, thread in threads.items():
        found.append(Seed(Root("thread", f"thread {names[ident]!r}", f"threading._active[{ident}]"), thread))
    found += _context_seeds(names.get(here, "this thread"))
    found += _exception_seeds(names)
    found += _hook_seeds()
    return found


def object_code(obj: object) -> str:
    """Python that finds an object to which no name leads."""
    return f"next(o for o in gc.get_objects() if id(o) == {id(obj)})"


# Modules ----------------------------------------------------------------------------------------------------


vars_of_module: Callable[[object], dict[str, object]] = vars(ModuleType)["__dict__"].__get__
"""The module's dictionary, past any `__getattribute__` of a module subclass."""


def module_parts() -> set[int]:
    """The ids of the imported modules and of their dictionaries."""
    found = [module for _, module in _modules() if issubclass(type(module), ModuleType)]
    return {*map(id, found), *map(id, map(vars_of_module, found))}


def _modules() -> list[tuple[str, object]]:
    # A copy, so that an import in another thread does not disturb a walk.
    return [(name, module) for name, module in dict(sys.modules).items() if type(name) is str]


_BROKEN_MODULES = ("_asyncio",)
"""Modules that on some builds of Python 3.12 corrupt a list of their own when they are asked what they refer to
(python/cpython#122695): their dictionary is read instead."""


def broken_modules() -> set[int]:
    """The ids of the modules that must not be asked for their references."""
    return {id(sys.modules[name]) for name in _BROKEN_MODULES if name in sys.modules}


def _module_seeds() -> Iterator[Seed]:
    """One seed for each module: a script is `__main__` even where it has other names too."""
    modules = {id(module): (name, module) for name, module in reversed(_modules())}
    modules.update((id(module), (name, module)) for name, module in _modules() if name == "__main__")
    for name, module in reversed(modules.values()):
        if not issubclass(type(module), ModuleType):
            yield Seed(Root("module", "sys.modules", "sys.modules"), module, f"[{name!r}]", f"{{}}[{name!r}]")
            continue
        root = Root("module", f"module {name}", f"sys.modules[{name!r}]")
        yield Seed(root, module)
        if name in _BROKEN_MODULES:
            yield Seed(root, vars_of_module(module), ".__dict__", "{}.__dict__")


# Frames and threads -----------------------------------------------------------------------------------------


def _frame_seeds(
    frame: FrameType, of_thread: str, frame_code: str, asks: bool, named_globals: set[int]
) -> Iterator[Seed]:
    """The locals of a frame, and its globals where no module has them; in the one that asks by their bare names."""
    root = Root("frame", f"{frame_place(frame)}{of_thread}", "")
    fast = is_fast(frame)
    if not fast and type(frame.f_locals) is not dict:
        yield Seed(root, frame.f_locals, "locals", "locals()" if asks else f"{frame_code}.f_locals")
    if fast or frame.f_locals is not frame.f_globals:
        cells = {*frame.f_code.co_cellvars, *frame.f_code.co_freevars}
        arguments = _arguments(frame.f_code)
        for name, value in frame_locals(frame).items():
            kind = "argument" if name in arguments else "local"
            expression = name if asks and is_name(name) else f"{frame_code}.f_locals[{name!r}]"
            shared = fast and name in cells
            yield Seed(root, value, f"{kind} {name}", expression, fast and not shared, frame, shared)
    if id(frame.f_globals) not in named_globals:
        yield Seed(root, frame.f_globals, "globals", "globals()" if asks else f"{frame_code}.f_globals")


def _arguments(code: Any) -> tuple[str, ...]:
    has_rest, has_keywords = code.co_flags & 0x4, code.co_flags & 0x8  # inspect.CO_VARARGS, CO_VARKEYWORDS
    names: tuple[str, ...] = code.co_varnames
    return names[: code.co_argcount + code.co_kwonlyargcount + bool(has_rest) + bool(has_keywords)]


# What the interpreter keeps ---------------------------------------------------------------------------------


def _context_seeds(thread: str) -> Iterator[Seed]:
    advice = "reset the variable with the token that its set() gave"
    root = Root("context", f"context of thread {thread!r}", "contextvars.copy_context()", advice)
    values = contextvars.copy_context()
    for variable, value in values.items():
        yield Seed(root, value, f"context variable {variable.name}", context_code(values, variable))


def contexts_of_other_threads(known: Sequence[Seed]) -> list[Seed]:
    """Contexts with more references than objects and frames have to them: a thread runs in them, and says so
    nowhere."""
    is_alone = len(sys._current_frames()) == 1
    contexts = [] if is_alone else [obj for obj in gc.get_objects() if type(obj) is contextvars.Context]
    if not contexts:
        return []
    explained = _references_to(contexts, known, {id(contexts), *map(id, known)})
    # Seen from here: the list, the loop's name, and the argument of getrefcount.
    running = [context for context in contexts if sys.getrefcount(context) - 3 > explained[id(context)]]
    # A copy of the current context shares the map inside with it; its values are seeds of their own.
    inside = {id(part) for part in gc.get_referents(contextvars.copy_context())}
    return [
        Seed(Root("context", "context of another thread", object_code(context)), context)
        for context in running
        if inside.isdisjoint(map(id, gc.get_referents(context)))
    ]


def _references_to(contexts: Sequence[object], known: Sequence[Seed], ours: set[int]) -> dict[int, int]:
    """How many references objects and frames have to each context, by id. A function of its own, so that none of
    its names still holds a context when they are counted."""
    found = dict.fromkeys(map(id, contexts), 0)
    for seed in known:
        if id(seed.obj) in found:
            found[id(seed.obj)] += 1 + seed.counted  # the seed itself, and the local that it stands for
    arguments = tuple(contexts)
    ours = {*ours, id(arguments)}  # which Python 3.13 shows as a referrer
    for referrer in gc.get_referrers(*arguments):
        if id(referrer) not in ours:
            for held in gc.get_referents(referrer):
                if id(held) in found:
                    found[id(held)] += 1
    return found


def context_code(context: contextvars.Context, variable: contextvars.ContextVar[Any]) -> str:
    """Python that reads the value of a variable from a context, by its name and its place among those so named."""
    same = [other for other in context if other.name == variable.name]
    place = next(number for number, other in enumerate(same) if other is variable)
    return f"[v for k, v in {{}}.items() if k.name == {variable.name!r}][{place}]"


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
            advice = f"`signal.signal({number}, signal.SIG_DFL)`"
            root = Root("interpreter", f"handler of signal {number}", f"signal.getsignal({number})", advice)
            yield Seed(root, handler)
