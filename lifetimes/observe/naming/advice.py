"""What to do about a path: one sentence for the edge that is cut best, with the place as the code would write it.

Holders that programs know by a name of their own (a cache, a timer, a fixture, a handler) have a row in a table, by
the name of their class, so that nobody's library is imported here. Everything else is told by the kind of edge.
"""

import re
from collections import deque
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any, NamedTuple

from lifetimes import labels

from ..heap import attributes
from .words import count_text, words_for


class Advice(NamedTuple):
    """What to do, and whether the row of a known holder says so."""

    text: str
    is_known: bool


_KNOWN = (
    (
        "functools._lru_cache_wrapper",
        "argument 0 (self)",
        "{call:cache_clear()}; a cache on a method keeps every `self`",
    ),
    ("functools._lru_cache_wrapper", "", "{call:cache_clear()}"),
    ("builtins.function", "default of argument", "a default stays with its function: drop that, or make it inside"),
    (
        "builtins.function",
        ".registry",
        "a singledispatch function keeps all that is registered: do that once, at the top",
    ),
    ("builtins.generator", "local", "let the generator end, or {call:close()} and drop it"),
    ("builtins.async_generator", "local", "let the generator end, or await {call:aclose()}"),
    ("module sys", ".last_", "the interpreter keeps the last error that nobody caught: `del sys.{edge}`"),
    *(
        ("module sys", f".{hook}", f"`sys.{hook} = sys.__{hook}__`")
        for hook in ("excepthook", "displayhook", "unraisablehook", "breakpointhook")
    ),
    ("module threading", ".excepthook", "`threading.excepthook = threading.__excepthook__`"),
    ("module threading", "._profile_hook", "`threading.setprofile(None)`"),
    ("module threading", "._trace_hook", "`threading.settrace(None)`"),
    ("module logging", "._logRecordFactory", "`logging.setLogRecordFactory(logging.LogRecord)`"),
    ("enum.EnumType", "._value2member_map_", "an enumeration keeps the values of its members: drop {call}"),
    ("contextlib.ExitStack", "._exit_callbacks", "{call:close()}, or pop_all() what is to live on"),
    ("contextlib.AsyncExitStack", "._exit_callbacks", "await {call:aclose()}, or pop_all() what is to live on"),
    ("_thread._local", "", "it stays as long as that thread: delete it there when its work is done"),
    ("_contextvars.Context", "context variable", "reset the variable with the token that its set() gave"),
    ("weakref.ReferenceType", ".__callback__", "drop {call}, or give it a callback that does not hold {it}"),
    ("weakref.WeakKeyDictionary", ".data", "an entry goes with its key: let no value of {call} lead back to that"),
    ("weakref.finalize._Info", "", "detach() the finalizer, or give it a function that does not hold {it}"),
    ("threading.Timer", "", "cancel() the timer"),
    ("threading.Thread", "", "stop the thread, or drop one that has ended or was never started"),
    ("queue.Queue", ".queue", "{call:get()} takes it out; bound the queue, or read it to its end"),
    ("_queue.SimpleQueue", "", "{call:get()} takes it out"),
    ("asyncio.queues.Queue", "._queue", "{call:get()} takes it out; bound the queue, or read it to its end"),
    ("sched.scheduler", "._queue", "{call:cancel(...)} the event that enter() gave"),
    ("selectors.BaseSelector", "._fd_to_key", "{call:unregister(...)}, of an event loop remove_reader(...)"),
    ("multiprocessing.pool.Pool", "._initargs", "drop the pool when it is closed and joined"),
    ("asyncio.events.TimerHandle", "", "cancel() the timer: it is what call_later() gave"),
    ("asyncio.base_events.BaseEventLoop", "._ready", "it waits to be called: run the loop, or cancel() the handle"),
    ("asyncio.base_events.BaseEventLoop", "._signal_handlers", "{call:remove_signal_handler(...)}"),
    ("asyncio.transports.BaseTransport", "", "close() the transport"),
    ("_asyncio.Future", "._result", "drop {this} when its result is taken"),
    ("_asyncio.Future", "traceback", "await {this}, or drop it: nobody has seen its error"),
    ("_asyncio.Task", "callback", "{call:remove_done_callback(...)}, or let {this} end"),
    ("_asyncio.Future", "callback", "{call:remove_done_callback(...)}, or give {this} its result"),
    ("_asyncio.Task", "", "await {this}, or cancel() it"),
    ("concurrent.futures._base.Future", "._done_callbacks", "a callback stays as long as its future: drop {this}"),
    ("concurrent.futures._base.Future", "._result", "drop the future when its result is taken"),
    ("concurrent.futures.thread._WorkItem", "", "let the pool run it, or cancel() what submit() gave"),
    ("_pickle.Pickler", "", "{call:clear_memo()}"),
    ("xml.etree.ElementTree.Element", "[", "{call:clear()} when it is read: a tree keeps all that was parsed"),
    ("logging.Filterer", ".filters", "{call:removeFilter(...)}"),
    ("logging.Logger", ".handlers", "{call:removeHandler(...)}"),
    ("logging.handlers.BufferingHandler", ".buffer", "{call:flush()}"),
    ("unittest.case.TestCase", "._cleanups", "{call:doCleanups()}"),
    ("unittest.mock.NonCallableMock", "._mock_return_value", "{call:reset_mock(return_value=True)}"),
    ("unittest.mock.NonCallableMock", "._mock_side_effect", "{call:reset_mock(side_effect=True)}"),
    ("unittest.mock.NonCallableMock", "._mock_*call", "{call:reset_mock()}"),
    ("unittest.mock.NonCallableMock", "._mock_*await", "{call:reset_mock()}"),
    ("unittest.mock._patch", "", "stop() the patch, and drop it"),
    ("_ctypes._CData", "._objects", "{this} points to it: drop that"),
    ("_pytest.logging.LogCaptureHandler", ".records", "it stays until the test is over: log words, not the object"),
    ("_pytest.fixtures.FixtureDef", ".cached_result", "it stays until the scope of {this} ends: narrow that"),
    ("_pytest.python.Function", ".funcargs", "it stays until {this} is torn down"),
    ("_pytest._code.code.ExceptionInfo", "", "the error keeps the locals of every call it passed: drop {this}"),
    ("numpy.ndarray", ".base", "a view keeps the whole array: keep a copy() of the part"),
    ("torch.Tensor", ".grad_fn", "a result keeps its whole history: keep its item() or detach() instead"),
    ("torch.Tensor", "._backward_hooks", "remove() what register_hook() gave"),
    ("torch.Tensor", "._*_hooks", "remove() what registering the hook gave"),
    ("module torch.nn.modules.module", "._global_", "remove() what registering the hook gave"),
    ("torch.Tensor", "._base", "a view keeps the whole tensor: keep a clone() of the part"),
    ("torch.nn.modules.module.Module", "._*_hooks", "remove() what registering the hook gave"),
    ("torch.optim.optimizer.Optimizer", "._*_hooks", "remove() what registering the hook gave"),
    ("torch.optim.optimizer.Optimizer", ".state", "drop the optimizer with the model"),
    ("torch.optim.optimizer.Optimizer", ".param_groups", "drop the optimizer with the model"),
    (
        "tensorflow.python.trackable.data_structures.TrackableDataStructure",
        "._",
        "what was in it once stays, also when it is taken out: put a new one in place of {call}",
    ),
    ("tensorflow.python.eager.backprop.GradientTape", "", "drop the tape when its gradients are taken"),
)
"""The class of a holder, how the edge begins (`*` stands for anything), and what to do."""

_COMMON = (
    ("builtins.coroutine", "local", "await the coroutine, or cancel the task that runs it"),
    ("builtins.traceback", "local", "an error keeps the locals of each call it passed: drop it when it is handled"),
)
"""The same, where a later edge or a known holder has more to say."""

_FIXED = ("builtins", "functools", "_asyncio", "_contextvars", "_io", "collections", "itertools", "re", "types")
"""Modules of classes whose own attributes nobody sets to None."""


def advice_on(
    holder: object, edge: str, code: str, place: str, held: object, so_far: Advice | None, *, is_last: bool
) -> Advice | None:
    """What to do about one edge, or so far where it is not the one to cut; `code` reaches holder, and `place` held."""
    it = "it" if is_last else f"the {words_for(held)}"
    where = _Where(code, holder)
    names = {*map(labels.full_name, attributes.mro(type(holder))), words_for(holder)}
    for is_known, table in ((True, _KNOWN), (False, _COMMON if so_far is None or not so_far.is_known else ())):
        for name, beginning, text in table:
            first, _, later = beginning.partition("*")
            if name in names and edge.startswith(first) and later in edge.removeprefix(first):
                words = {"it": it, "this": f"the {words_for(holder)}", "call": where, "edge": edge.lstrip(".")}
                return Advice(text.format_map(words), is_known)
    if so_far is not None and so_far.is_known:
        return so_far
    if edge.startswith("._") and so_far is not None and labels.traits(type(holder)).kind is not None:
        return Advice(f"it goes with the {words_for(holder)}: {so_far.text}", is_known=True)
    if so_far is not None and where.code is None and issubclass(type(holder), list | deque | set | dict):
        return so_far  # what nobody can name nobody takes anything out of
    found = _generic(holder, edge, where, _Where(place, held), it)
    return so_far if found is None else Advice(found, is_known=False)


class _Where:
    """A place as one would say it, with what to call there after the colon of a format."""

    def __init__(self, code: str, obj: object) -> None:
        text = _SPOKEN.sub(_name_in, code)
        self.code = text if len(text) <= 80 and not _UNSPOKEN.search(_SPOKEN.sub("", code)) else None
        self.obj = obj

    def __format__(self, call: str) -> str:
        if self.code is None:
            return f"{call} of the {words_for(self.obj)}" if call else f"the {words_for(self.obj)}"
        return f"`{self.code}.{call}`" if call else f"`{self.code}`"


_SPOKEN = re.compile(
    r"sys\.modules\['([\w.]+)'\]"
    r"|\[\*traceback\.walk_stack\([\w.()\[\]]*\)\]\[-\d+\]\[0\]\.f_locals\['(\w+)'\]"
    r"|(?<=[\w\])])\.__dict__\['(\w+)'\](?:\.__func__)?"
)
_UNSPOKEN = re.compile(r"gc\.|dict\.|object\.|sys\.|next\(|list\(|\[\*|\[v for")


def _name_in(match: re.Match[str]) -> str:
    """What is said of a module, of a local of a call, and of an entry of `__dict__`: its name."""
    module, local, entry = match.groups()
    if entry:
        return f".{entry}" if attributes.is_name(entry) else match[0]
    return module or local


_LENGTHS: tuple[tuple[type, Any], ...] = ((list, list.__len__), (deque, deque.__len__))


def _generic(holder: object, edge: str, where: _Where, place: _Where, it: str) -> str | None:
    kind, is_attribute = type(holder), edge.startswith(".")
    for cls, length in _LENGTHS:
        if issubclass(kind, cls) and not is_attribute:
            count = f" ({count_text(length(holder), 'item')})" if where.code else ""
            return f"take {it} out of {where}{count}; does it only grow?"
    if issubclass(kind, set) and not is_attribute:
        return f"discard {it} from {where}, or make that a weakref.WeakSet"
    if issubclass(kind, dict) and not is_attribute:
        if edge.startswith("key "):
            return f"pop {it} from {where}, where it is a key, or make that a weakref.WeakKeyDictionary"
        return f"`del {place.code}`" if place.code else f"take {it} out of {where}"
    is_space = issubclass(kind, ModuleType | type | FunctionType)
    is_fixed = labels.full_name(kind).partition(".")[0] in _FIXED and kind is not SimpleNamespace
    is_own = is_attribute and edge not in (".__class__", ".__wrapped__")
    is_fixed |= getattr(attributes.class_namespace(kind).get("__dataclass_params__"), "frozen", False)
    if not is_own or issubclass(kind, tuple) or (is_fixed and not is_space):
        return None
    return f"set {place} to None" if place.code else f"set {edge} of {where} to None"
