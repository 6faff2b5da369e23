"""Where code runs: the place, the tapes that listen, names; per thread. All goes with the block that entered it.

A thread is in one *place*: eager, until it enters a graph. The place is what an op is applied to, so nobody asks
which it is. The one shortcut is `straight`: what runs a kernel where nothing else is to be done.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from lifetimes.numpy_calls import caller


class Context(threading.local):
    """What this thread is inside of: a place, active tapes, a name scope, creators of variables."""

    eager: Any = None  # the place where every thread begins; given once, by the world
    place: Any = None

    def __init__(self) -> None:
        self.tapes: tuple[Any, ...] = ()
        self.creators: tuple[Callable[..., Any], ...] = ()
        self.scope = ""
        self.functions_run_eagerly = False
        self.collected: list[Any] | None = None  # graphs traced since `tf.summary.trace_on`
        self.quietly = caller()
        self.straight: Callable[..., Any] | None = self.quietly

    def enter(self, place: Any, tapes: tuple[Any, ...]) -> None:
        """Be in this place, heard by these tapes."""
        self.place = place
        self.heard_by(tapes)

    def heard_by(self, tapes: tuple[Any, ...]) -> None:
        """Let these tapes hear of what runs. `straight` is there where an op is its kernel and no more."""
        self.tapes = tapes
        self.straight = self.quietly if not tapes and self.place is self.eager else None

    def again_quietly(self, function: Callable[..., Any], *args: Any) -> Any:
        """Call a function inside a kernel that is itself called quietly: it gets a quiet context of its own."""
        old, self.quietly = self.quietly, caller()
        try:
            self.heard_by(self.tapes)
            return function(*args)
        finally:
            self.quietly = old
            self.heard_by(self.tapes)

    @contextmanager
    def inside(self, place: Any) -> Iterator[Any]:
        """Apply ops to another place until the block ends; gives its graph."""
        old = self.place
        try:  # an interrupt may come at any call, that one too
            self.enter(place, self.tapes)
            yield place.graph
        finally:
            self.enter(old, self.tapes)

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Compute eagerly, unseen by the tapes and unnamed by the scopes of the trace in progress."""
        old = self.place, self.tapes
        scope, creators = self.scope, self.creators
        try:
            self.enter(self.eager, ())
            self.scope = ""
            yield
        finally:
            self.enter(*old)
            self.scope, self.creators = scope, creators

    @contextmanager
    def named(self, scope: str) -> Iterator[str]:
        """Prefix the names of variables made eagerly; nothing is made unique."""
        old, self.scope = self.scope, scope
        try:
            yield scope
        finally:
            self.scope = old

    @contextmanager
    def created_by(self, *creators: Callable[..., Any]) -> Iterator[None]:
        """Let these creators make variables until the block ends; the last is asked first."""
        old, self.creators = self.creators, creators
        try:
            yield
        finally:
            self.creators = old

    @contextmanager
    def recorded_by(self, tapes: tuple[Any, ...]) -> Iterator[None]:
        """Make these the tapes that see what runs, until the block ends."""
        old = self.tapes
        try:
            self.heard_by(tapes)
            yield
        finally:
            self.heard_by(old)


HERE = Context()
