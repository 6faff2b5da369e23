"""Where code runs: eagerly, or into a graph; per thread. Nothing in here outlives the block that entered it."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from lifetimes.graph.graph import Graph


def _quiet() -> Callable[..., Any]:
    """Return a function that calls a kernel with NumPy's warnings off, as TensorFlow has none.

    To enter `np.errstate` costs more than adding two numbers; to run in a context that has it costs nothing.
    """
    context = contextvars.copy_context()
    context.run(np.seterr, all="ignore")
    return context.run


def is_reentry(error: Exception) -> bool:
    """Return whether a quiet call failed because it was made inside another: a kernel had called Python."""
    return type(error) is RuntimeError and "is already entered" in str(error)


class Context(threading.local):
    """What this thread is inside of: a graph (None means eager), active tapes, a name scope, creators of variables."""

    def __init__(self) -> None:
        self.graph: Graph | None = None
        self.tapes: tuple[Any, ...] = ()
        self.creators: tuple[Callable[..., Any], ...] = ()
        self.scope = ""
        self.device = ""
        self.functions_run_eagerly = False
        self.collected: list[Any] | None = None  # graphs traced since `tf.summary.trace_on`
        self.quietly = _quiet()

    def again_quietly(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call a function inside a kernel that is itself called quietly: it gets a quiet context of its own."""
        old, self.quietly = self.quietly, _quiet()
        try:
            return function(*args, **kwargs)
        finally:
            self.quietly = old

    @contextmanager
    def inside(self, graph: Graph | None) -> Iterator[Graph | None]:
        """Build into `graph`, or compute eagerly where it is None, until the block ends."""
        old, self.graph = self.graph, graph
        try:
            yield graph
        finally:
            self.graph = old

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Compute eagerly, unseen by the tapes and unnamed by the scopes of the trace in progress."""
        old = self.graph, self.tapes, self.scope, self.creators
        self.graph, self.tapes, self.scope = None, (), ""
        try:
            yield
        finally:
            self.graph, self.tapes, self.scope, self.creators = old

    @contextmanager
    def named(self, scope: str) -> Iterator[str]:
        """Prefix the names of variables made eagerly; nothing is made unique."""
        old, self.scope = self.scope, scope
        try:
            yield scope
        finally:
            self.scope = old

    @contextmanager
    def created_by(self, creator: Callable[..., Any]) -> Iterator[None]:
        """Ask `creator` first when a variable is made, until the block ends."""
        old = self.creators
        self.creators = (*old, creator)
        try:
            yield
        finally:
            self.creators = old

    @contextmanager
    def recorded_by(self, tapes: tuple[Any, ...]) -> Iterator[None]:
        """Make these the tapes that see what runs, until the block ends."""
        old, self.tapes = self.tapes, tapes
        try:
            yield
        finally:
            self.tapes = old
