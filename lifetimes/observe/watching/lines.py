"""A callback after every line of the user's own code: `sys.monitoring`, on Python 3.11 `sys.settrace`.

The interpreter tells when a line is about to run; what we want is the moment when it has run.  So each
running function keeps the line it is at, and that line is done when the next one begins or the function is
left.
"""

import inspect
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

from .sites import Site, is_user_file

LineDone = Callable[[Site, bool], None]


@contextmanager
def lines_of_user_code(line_done: LineDone) -> Iterator[None]:
    """While on, `line_done(site, leaving)` is called after each line that this thread runs in the user's files;
    `leaving` says that the line leaves its function, so that a value may be on its way to the caller.
    """
    running = _Running(line_done)
    with _monitored(running) if sys.version_info >= (3, 12) else _traced(running):
        yield


def is_followed(code: CodeType) -> bool:
    """Whether the lines of this code count: the user's own functions and module, where a comprehension or the
    body of a class is a part of the line that it stands in."""
    is_function = bool(code.co_flags & inspect.CO_OPTIMIZED) and not code.co_name.startswith("<")
    return (is_function or code.co_name == "<module>") and is_user_file(code.co_filename)


class _Running:
    """The stack of functions that are running, each with the line that it is at."""

    def __init__(self, line_done: LineDone) -> None:
        self.line_done = line_done
        self.thread = threading.get_ident()
        self.stack: list[Site | None] = []
        self.busy = False

    def is_elsewhere(self) -> bool:
        """Whether this event is of another thread, or of code that runs because we are looking."""
        return self.busy or threading.get_ident() != self.thread

    def enter(self, *event: object) -> None:
        self.stack.append(None)

    def line(self, code: CodeType, number: int) -> None:
        if self.stack:
            self._done(leaving=False)
            self.stack[-1] = Site(code.co_filename, number, code.co_qualname)

    def leave(self, *event: object) -> None:
        if self.stack:
            self._done(leaving=True)
            self.stack.pop()

    def _done(self, leaving: bool) -> None:
        site = self.stack[-1]
        if site is not None:
            self.busy = True
            try:
                self.line_done(site, leaving)
            finally:
                self.busy = False


@contextmanager
def _traced(running: _Running) -> Iterator[None]:
    def local(frame: FrameType, event: str, argument: object) -> Any:
        if running.is_elsewhere():
            return local
        # A look leaves a copy of the locals in a traced frame, and reading it again drops what has gone since.
        # So on Python 3.11 an object may outlive its last name until the end of the line, but not longer.
        _ = frame.f_locals
        if event == "line":
            running.line(frame.f_code, frame.f_lineno)
        elif event == "return":
            running.leave()
        return local

    def call(frame: FrameType, event: str, argument: object) -> Any:
        if running.is_elsewhere() or not is_followed(frame.f_code):
            return None
        running.enter()
        return local

    before = sys.gettrace()
    sys.settrace(call)
    try:
        yield
    finally:
        sys.settrace(before)


@contextmanager
def _monitored(running: _Running) -> Iterator[None]:
    monitoring: Any = sys.monitoring  # type: ignore[attr-defined,unused-ignore]
    tool = next((number for number in (3, 4, 0, 2, 1, 5) if monitoring.get_tool(number) is None), None)
    if tool is None:
        raise RuntimeError("every place of sys.monitoring is taken\nstop a debugger, profiler or coverage run")
    callbacks = _callbacks(running, monitoring)
    monitoring.use_tool_id(tool, "lifetimes")
    for event, callback in callbacks.items():
        monitoring.register_callback(tool, event, callback)
    monitoring.set_events(tool, sum(callbacks))
    try:
        yield
    finally:
        monitoring.set_events(tool, 0)
        for event in callbacks:
            monitoring.register_callback(tool, event, None)
        monitoring.free_tool_id(tool)
        monitoring.restart_events()


def _callbacks(running: _Running, monitoring: Any) -> dict[int, Callable[..., Any]]:
    """What to do at each event; events of other code are switched off where that is allowed."""

    def followed(act: Callable[..., None], can_switch_off: bool = True) -> Callable[..., Any]:
        def callback(code: CodeType, *arguments: Any) -> Any:
            if not is_followed(code):
                return monitoring.DISABLE if can_switch_off else None
            if not running.is_elsewhere():
                act(code, *arguments)
            return None

        return callback

    events = monitoring.events
    enter, leave = followed(running.enter), followed(running.leave)
    return {
        events.PY_START: enter, events.PY_RESUME: enter, events.LINE: followed(running.line),
        events.PY_RETURN: leave, events.PY_YIELD: leave,
        events.PY_THROW: followed(running.enter, can_switch_off=False),
        events.PY_UNWIND: followed(running.leave, can_switch_off=False),
    }  # fmt: skip
