"""Futures and tasks of asyncio, written in C: their callbacks and errors, and the context that a task runs in."""

import sys
from collections.abc import Sequence
from contextvars import Context
from types import TracebackType
from typing import Any

from lifetimes import labels

from ..heap.attributes import c_value
from ..naming.edges import Edge, names_edges_of, reference_code

_asyncio: Any = sys.modules["_asyncio"]


@names_edges_of(_asyncio.Future, _asyncio.Task)
def _future(holder: Any, rest: Sequence[object]) -> Edge | None:
    if type(rest[0]) is Context:
        has_getter = hasattr(_asyncio.Task, "get_context") and issubclass(type(holder), _asyncio.Task)
        code = "{}.get_context()" if has_getter else reference_code(holder, rest[0])
        return Edge("context of the task", code)
    if type(rest[0]) is TracebackType:
        return Edge("traceback of its error", reference_code(holder, rest[0]))
    for position, (callback, _) in enumerate(c_value(holder, "_callbacks") or ()):
        # The first callback is held by itself, the others in a list of pairs.
        crosses = next((number for number, obj in enumerate(rest[:3], 1) if obj is callback), None)
        if crosses is not None:
            return Edge(f"callback [{position}]", f"{{}}._callbacks[{position}][0]", crosses)
    return None


labels.register(_asyncio.Task, "task", name=_asyncio.Task.get_name)
labels.register_root("the running event loop", "asyncio.get_running_loop()", _asyncio._get_running_loop)
