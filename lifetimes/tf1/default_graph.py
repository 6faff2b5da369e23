"""The default graph: the one implicit argument of everything in TensorFlow 1.

Nobody passes it, everybody uses it. `tf.constant(1)` puts a node somewhere; this file says where:

    each thread has a stack of graphs
    the top of the stack is the default graph
    with nothing pushed, there is one graph at the bottom, made when it is first asked for

Whatever goes into that bottom graph stays in it until `reset_default_graph()`, because this module holds
the stack, and the stack holds the graph, and the graph holds every operation ever made in it. Losing a
Python handle changes nothing. That is the whole design, and the reason for this library.

Source: `rfcs/20180918-functions-not-sessions-20.md`; behaviour of `tensorflow/python/framework/ops.py`.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from lifetimes.graph.graph import Graph
from lifetimes.library import load
from lifetimes.ops import public


class Stack(threading.local):
    """What this thread has entered, innermost last. Every thread starts with a stack of its own."""

    def __init__(self) -> None:
        self._entered: list[Any] = []

    def get(self) -> Any:
        """Return the innermost one entered; None where there is none."""
        return self._entered[-1] if self._entered else None

    @contextmanager
    def entered(self, item: Any) -> Iterator[Any]:
        """Make `item` the default until the block ends. AssertionError where another was entered and not left."""
        self._entered.append(item)
        try:
            yield item
        finally:
            if self._entered:
                if self._entered[-1] is not item:
                    raise load("tf1.library.refusals").nesting(item)
                self._entered.pop()


class DefaultGraphStack(Stack):
    """The graphs that this thread has entered, and the one at the bottom."""

    def __init__(self, make_graph: Callable[[], Graph]) -> None:
        super().__init__()
        self._make_graph = make_graph
        self._bottom: Graph | None = None

    def get(self) -> Graph:
        """Return the default graph: the innermost one entered, or the one at the bottom."""
        if self._entered:
            return self._entered[-1]  # type: ignore[no-any-return]
        if self._bottom is None:
            self._bottom = self._make_graph()
        return self._bottom

    def reset(self) -> None:
        """Let go of the graph at the bottom. The old one lives on only if somebody else holds it.

        Raises AssertionError inside a `with graph.as_default():` or `with session:` block.
        """
        if self._entered:
            raise AssertionError("Do not use tf.reset_default_graph() to clear nested graphs. If you need a cleared "
                                 "graph, exit the nesting and create a new graph.")  # fmt: skip
        self._bottom = None

    def present(self) -> Graph | None:
        """Return the default graph if there is one, and make none."""
        return self._entered[-1] if self._entered else self._bottom


class SessionStack(Stack):
    """The sessions that this thread has made the default: `eval()` and `op.run()` use the innermost."""

    def choose(self, session: Any, graph: Any, purpose: str) -> Any:
        """Return the session given, or the default one. ValueError where there is none or it has another graph."""
        chosen = self.get() if session is None else session
        if chosen is None:
            raise load("tf1.library.refusals").no_session(purpose)
        if chosen.graph is not graph:
            raise load("tf1.library.refusals").other_graph(purpose, "default" if session is None else "given")
        return chosen


@public(v1=("get_default_graph",))
def get_default_graph(world: Any) -> Any:
    """Return the graph that new operations of this thread go into."""
    return world.current_graph().root


@public(v1=("reset_default_graph",))
def reset_default_graph(world: Any) -> None:
    """Let go of the default graph of this thread; it lives on where a session or a handle holds it."""
    world.reset_default_graph()
