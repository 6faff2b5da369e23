"""Where code runs: eagerly, or into a graph; per thread. Nothing in here outlives the block that entered it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lifetimes.graph.graph import Graph


class Context(threading.local):
    """What this thread is inside of: `graph` (None means eager), the active tapes, the name scope, creators."""

    def __init__(self) -> None:
        self.graph: Graph | None = None
        self.tapes: tuple[Any, ...] = ()
        self.scope = ""
        self.creators: tuple[Any, ...] = ()
        self.recording = True

    @contextmanager
    def inside(self, graph: Graph | None) -> Iterator[Graph | None]:
        """Build into `graph`, or compute eagerly where it is None, until the block ends."""
        old, self.graph = self.graph, graph
        try:
            yield graph
        finally:
            self.graph = old

    @contextmanager
    def named(self, scope: str) -> Iterator[str]:
        """Prefix the names of variables made eagerly; nothing is made unique."""
        old, self.scope = self.scope, scope
        try:
            yield scope
        finally:
            self.scope = old
